//! How many plays begin: what neighbours did before. The plays of those steps walk them one by one.

use doorstep::demo::Telegram;

use super::{Metres, Neighbour, Town};

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

    /// Ada asked for two bags, and the program is killed when that is kept: Ben's ping is on its way and never arrives.
    pub async fn killed_before_the_ping(&self) -> (Neighbour<'_>, Neighbour<'_>) {
        let (ben, ada) = (self.helper("Ben").await, self.neighbour("Ada"));
        ada.writes_ask("Two bags", "Today").await;
        self.telegram.hold("sendMessage");
        ada.taps_without_waiting("Ask neighbours");
        let is_kept =
            |telegram: &Telegram| telegram.screen(ada.id).messages.iter().any(|one| one.text.contains("No yes yet"));
        self.kill_once(is_kept).await;
        self.telegram.release("sendMessage");
        (ada, ben)
    }

    /// So many who may be asked.
    pub async fn helpers(&self, count: usize) -> Vec<Neighbour<'_>> {
        self.helpers_at(count, Metres(0.0)).await
    }

    /// So many who may be asked, this far from the market.
    pub async fn helpers_at(&self, count: usize, north: Metres) -> Vec<Neighbour<'_>> {
        let mut helpers = Vec::new();
        for number in 1..=count {
            helpers.push(self.helper_at(&format!("Helper {number}"), north).await);
        }
        helpers
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

    /// Ada is introduced to Ben, and Cleo stands by.
    pub async fn introduced_with_a_reserve(&self, when: &str) -> (Neighbour<'_>, [Neighbour<'_>; 2]) {
        let (ada, [ben, cleo]) = self.introduced_to_first(["Ben", "Cleo"], when).await;
        cleo.taps("Stand by, in case").await;
        (ada, [ben, cleo])
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
    /// From the menu: "What is happening now?"
    pub async fn looks(&self) {
        self.says("/start").await;
        self.taps("What is happening now?").await;
    }

    /// "My name", from the card of the offer, and a name.
    pub async fn is_called(&self, name: &str) {
        self.says("/start").await;
        self.taps("I can help").await;
        self.taps("My name").await;
        self.says(name).await;
    }

    /// They have another name in Telegram, and do something.
    pub async fn is_called_in_telegram(&self, name: &str) {
        self.town.telegram.renames(self.id, |person| name.clone_into(&mut person.first_name));
        self.says("/help").await;
    }

    /// Opens the change of their ask and chooses another answer; not saved yet.
    pub async fn changes(&self, what: &str, answer: &str) {
        self.taps("Change it").await;
        self.chooses(what, answer).await;
    }

    /// Another answer in the change that is open.
    pub async fn chooses(&self, what: &str, answer: &str) {
        // The preview leads to the question what to change, with which the change begins.
        if self.last().contains("[Change or add]") {
            self.taps("Change or add").await;
        }
        self.taps(what).await;
        self.taps(answer).await;
    }

    /// Changes when their ask is for, and saves.
    pub async fn changes_time(&self, when: &str) {
        self.changes("When", when).await;
        self.taps("Save the change").await;
    }

    /// Changes the line of their ask to three bags, and saves.
    pub async fn changes_line(&self) {
        self.looks().await;
        self.taps("Change it").await;
        self.says("Three bags").await;
        self.taps("Save the change").await;
    }

    /// "I can't make it", of an introduction.
    pub async fn drops_out(&self) {
        self.taps("I can't make it").await;
        self.taps("Yes, tell them").await;
    }

    /// Two people are wanted for the ask that waits in its preview, and neighbours are asked.
    pub async fn asks_for_two(&self) {
        for label in ["Change or add", "How many people", "2", "Ask neighbours"] {
            self.taps(label).await;
        }
    }
}
