//! How many plays begin: what neighbours did before. The plays of those steps walk them one by one.

use super::{Neighbour, Town};

impl Town {
    /// Ada asked for two bags, and Ben, who may be asked for anything, has not answered.
    pub async fn asked(&self, when: &str) -> (Neighbour<'_>, Neighbour<'_>) {
        let (ben, ada) = (self.helper("Ben").await, self.neighbour("Ada"));
        ada.asks("Two bags", when).await;
        (ada, ben)
    }

    /// Ada asked for two bags, and is introduced to Ben.
    pub async fn introduced(&self, when: &str) -> (Neighbour<'_>, Neighbour<'_>) {
        let (ada, ben) = self.asked(when).await;
        ben.taps("I can help").await;
        ada.taps("Yes, introduce us").await;
        (ada, ben)
    }

    /// One asked for this today, and is introduced to the other.
    pub async fn introduces(&self, (asker, helper): (&str, &str), line: &str) -> (Neighbour<'_>, Neighbour<'_>) {
        let (helper, asker) = (self.helper(helper).await, self.neighbour(asker));
        asker.asks_for(line).await;
        helper.taps("I can help").await;
        asker.taps("Yes, introduce us").await;
        (asker, helper)
    }

    /// Ada asked for two bags, and all of these said yes: she is introduced to the first, and the others wait.
    pub async fn introduced_to_first<const N: usize>(
        &self,
        helpers: [&str; N],
        when: &str,
    ) -> (Neighbour<'_>, [Neighbour<'_>; N]) {
        let mut all = Vec::new();
        for name in helpers {
            all.push(self.helper(name).await);
        }
        let ada = self.neighbour("Ada");
        ada.asks("Two bags", when).await;
        let mut first = None;
        for helper in &all {
            helper.taps("I can help").await;
            first.get_or_insert_with(|| ada.button("Yes, introduce us"));
        }
        ada.taps_old(&first.unwrap()).await;
        (ada, all.try_into().unwrap_or_else(|_| panic!("as many as were named")))
    }

    /// Ada wants two people for a wardrobe.
    pub async fn two_wanted(&self, when: &str) -> Neighbour<'_> {
        let ada = self.neighbour("Ada");
        ada.writes_ask("A wardrobe", when).await;
        ada.asks_for_two().await;
        ada
    }

    /// Ada wants two people for a wardrobe, and is introduced to Ben.
    pub async fn one_of_two(&self, when: &str) -> (Neighbour<'_>, Neighbour<'_>) {
        let ben = self.helper("Ben").await;
        let ada = self.two_wanted(when).await;
        ben.taps("I can help").await;
        ada.taps("Yes, introduce us").await;
        (ada, ben)
    }
}

impl Neighbour<'_> {
    /// Two people are wanted for the ask that waits in its preview, and neighbours are asked.
    pub async fn asks_for_two(&self) {
        for label in ["Change or add", "How many people", "2", "Ask neighbours"] {
            self.taps(label).await;
        }
    }
}
