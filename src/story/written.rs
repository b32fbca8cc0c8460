//! Conditions as an author writes them, for findings and listings.

use super::Story;
use super::rule::Condition;

impl Story {
    /// A condition as it is written.
    #[must_use]
    pub fn written(&self, condition: &Condition) -> String {
        let list = |name: &str, all: &[Condition]| {
            let all: Vec<String> = all.iter().map(|one| self.written(one)).collect();
            format!("{name}([{}])", all.join(", "))
        };
        match condition {
            Condition::Has(id) => format!("Has(\"{}\")", self.str(self.item(*id).name_id)),
            Condition::Lost(id) => format!("Lost(\"{}\")", self.str(self.item(*id).name_id)),
            Condition::Remembers(id) => {
                format!("Remembers(\"{}\")", self.str(self.entry(*id).name))
            }
            Condition::Told(id) => {
                let told = self
                    .entries()
                    .find(|(_, entry)| entry.tellings.contains(&id.0));
                let entry = told.map_or("", |(_, entry)| self.str(entry.name));
                format!(
                    "Told(\"{entry}\", \"{}\")",
                    self.str(self.telling(*id).name)
                )
            }
            Condition::LetGo(id) => format!("LetGo(\"{}\")", self.str(self.entry(*id).name)),
            Condition::Is(id) => format!("Is(\"{}\")", self.str(self.flag(*id).name)),
            Condition::AtLeast(id, value) => {
                format!("AtLeast(\"{}\", {value})", self.str(self.counter(*id).name))
            }
            Condition::AtMost(id, value) => {
                format!("AtMost(\"{}\", {value})", self.str(self.counter(*id).name))
            }
            Condition::Seen(id) => format!("Seen(\"{}\")", self.scene_name(*id)),
            Condition::Chose(id) => {
                let choice = self.choice(*id);
                let scene = self.scene_name(choice.scene);
                format!("Chose(\"{scene}\", \"{}\")", self.str(choice.name))
            }
            Condition::All(all) => list("All", all),
            Condition::Any(any) => list("Any", any),
            Condition::Not(one) => format!("Not({})", self.written(one)),
        }
    }
}
