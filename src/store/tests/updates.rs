//! Updates that were taken.

use super::*;
use crate::store::Quarantined;

#[tokio::test]
async fn an_update_is_seen_by_membership() {
    let base = Base::open().await;
    assert_eq!(in_tx!(base, tx => tx.see(&[7], now())).unwrap(), [7].into());
    assert_eq!(in_tx!(base, tx => tx.see(&[7], now())).unwrap(), [].into());
    assert_eq!(
        in_tx!(base, tx => tx.see(&[7, 3], now())).unwrap(),
        [3].into(),
        "ids may start lower after a quiet week"
    );
    let many: Vec<i64> = (1..=70).collect();
    assert_eq!(in_tx!(base, tx => tx.see(&many, now())).unwrap().len(), 68);
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
