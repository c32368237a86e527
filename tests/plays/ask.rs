//! Asking, from Start to posted.
