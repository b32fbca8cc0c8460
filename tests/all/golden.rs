//! The golden playthroughs: a telling to every ending, and between them every dealt memory. Each
//! is played again and compared, step by step and draw by draw.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use hailsham::author;
use hailsham::game::Finish;
use hailsham::save::from_bytes;
use hailsham::save::verify;

#[test]
fn every_golden_playthrough_tells_what_it_told() {
    let story = Arc::new(author::load_builtin().story.expect("it has no errors"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/playthroughs");
    let (mut endings, mut memories) = (BTreeSet::new(), BTreeSet::new());
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|ending| ending != "ron") {
            continue;
        }
        let name = path.display();
        let record = from_bytes(&fs::read(&path).expect("it can be read"))
            .unwrap_or_else(|why| panic!("{name}: {why:?}"));
        let session =
            verify(&story, &record).unwrap_or_else(|difference| panic!("{name}: {difference:?}"));
        let Some(Finish::Ended(ending)) = session.state().finish() else {
            panic!("{name} doesn’t come to an ending");
        };
        endings.insert(ending.0);
        let dealt = story.scenes().filter(|(id, scene)| {
            scene.card.is_some() && session.state().visits(story.layout(), *id) > 0
        });
        memories.extend(dealt.map(|(id, _)| id.0));
    }
    let cards = story
        .scenes()
        .filter(|(_, scene)| scene.card.is_some())
        .count();
    assert_eq!(
        endings.len(),
        story.endings().len(),
        "a telling to every ending"
    );
    assert_eq!(memories.len(), cards, "every dealt memory in one of them");
}
