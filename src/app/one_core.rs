//! The program's threads, its own and the engine's, wait for each other most of the time. On one core a thread wakes the
//! next at once; on another it has to be interrupted first, which costs more than most turns do, above all in a virtual
//! machine. What there is to be done side by side, the calls to Telegram, waits for the network and needs no core.

/// Keeps the threads that are started from now on to one of the cores that this one may use. Where the system cannot, they
/// go where it sends them.
#[cfg(target_os = "linux")]
pub fn keep_to() {
    use rustix::thread::{CpuSet, sched_getcpu, sched_setaffinity};
    let core = sched_getcpu();
    if core >= CpuSet::MAX_CPU {
        return;
    }
    let mut one = CpuSet::new();
    one.set(core);
    if let Err(error) = sched_setaffinity(None, &one) {
        tracing::debug!(error = %error, "the program is not kept to one core");
    }
}

/// Other systems have no such call, or no such cost.
#[cfg(not(target_os = "linux"))]
pub const fn keep_to() {}
