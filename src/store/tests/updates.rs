//! Updates that were taken.

use super::*;
use crate::store::Quarantined;

#[tokio::test]
async fn an_update_is_seen_by_membership() {
    let base = Base::open().await;
    assert!(in_tx!(base, tx => tx.see(7, now())).unwrap());
    assert!(!in_tx!(base, tx => tx.see(7, now())).unwrap());
    assert!(in_tx!(base, tx => tx.see(3, now())).unwrap(), "ids may start lower after a quiet week");
}

#[tokio::test]
async fn an_update_is_put_aside_once() {
    let base = Base::open().await;
    for reason in ["first", "second"] {
        let kept = Quarantined { raw: "{}", reason, reference: "ab12" };
        in_tx!(base, tx => tx.quarantine(7, &kept, now())).unwrap();
    }
    assert_eq!(base.text("select reason from quarantine").await, "first");
}
