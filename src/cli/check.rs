//! `check`: reads and checks every source on all cores, and reports in order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{Sender, channel};

use rayon::iter::{ParallelBridge, ParallelIterator};

use super::Status;
use super::args::{CheckArgs, CheckFormat};
use super::config::{tell, tell_problems};
use super::output::{Output, complain, remark, warn};
use super::progress::Progress;
use super::report::{Checked, Counts, Report, github, json, sarif, text};
use super::sources::{Place, Source, gather};
use crate::config::{Decoded, Discovery, InForce, Profile, complaints, read_file, read_stdin};
use crate::draft::Draft;
use crate::features::accepted;
use crate::letter::is_determination;

/// From this many files on, progress is shown.
const MANY: usize = 200;

/// Checks what is asked for.
pub fn run(args: &CheckArgs) -> Status {
    let configs = Discovery::default();
    let (sources, troubles) = gather(&args.paths, &configs);
    let mut failed = !troubles.is_empty();
    troubles.iter().for_each(|trouble| complain(trouble));
    // Each file of settings once, before anything is reported under it.
    let mut told = BTreeSet::new();
    // Those of one folder stand together.
    let mut last = None;
    for source in &sources {
        if last.replace(source.folder()) == Some(source.folder()) {
            continue;
        }
        let config = configs.of_folder(source.folder());
        if config.path.as_ref().is_some_and(|path| told.insert(path.clone())) {
            failed |= tell(&config);
        }
        for list in configs.allow_lists(source.folder()) {
            if told.insert(list.path.clone()) {
                failed |= tell_problems(&list.path, &list.problems);
            }
        }
    }

    let report = report(args.format);
    let mut output = match args.format {
        CheckFormat::Json | CheckFormat::Jsonl | CheckFormat::Sarif => Output::plain(),
        CheckFormat::Text | CheckFormat::Github => Output::stdout(),
    };
    let mut counts = Counts::default();
    let mut progress = Progress::new(sources.len(), "files").only_if(sources.len() > MANY);
    output.write(&report.begin());
    let mut first = true;
    each_in_order(
        &sources,
        |source| check(source, &configs, args.profile, report.as_ref()),
        |ended| {
            // What is reported of letters that were done together is written together.
            let mut written = String::new();
            let done = ended.len();
            // The bar makes way for what is said.
            progress.clear();
            for ended in ended {
                match ended {
                    Ended::Checked(done) => {
                        counts.add(&done.counts);
                        if done.note.is_some() || !done.unheld.is_empty() {
                            output.write(&std::mem::take(&mut written));
                        }
                        if let Some(note) = &done.note {
                            remark(note);
                        }
                        done.unheld.iter().for_each(|sentence| warn(sentence));
                        if !first && !done.rendered.is_empty() {
                            written.push_str(report.between());
                        }
                        written.push_str(&done.rendered);
                        first &= done.rendered.is_empty();
                    }
                    Ended::Skipped => {}
                    Ended::Failed(trouble) => {
                        failed = true;
                        output.write(&std::mem::take(&mut written));
                        complain(&trouble);
                    }
                }
            }
            output.write(&written);
            progress.advance(done);
        },
    );
    drop(progress);
    output.write(&report.end(&counts));

    let found = counts.at_or_above(args.fail_on) > 0 && !args.exit_zero;
    output.finish(match (failed, found) {
        (true, _) => Status::Failed,
        (false, true) => Status::Found,
        (false, false) => Status::Clean,
    })
}

/// How the work on one source ended.
enum Ended {
    Checked(Done),
    /// It is no determination.
    Skipped,
    /// It could not be read; a sentence that says why.
    Failed(String),
}

/// A source that was checked.
struct Done {
    rendered: String,
    counts: Counts,
    note: Option<String>,
    /// Entries of allow-lists that do not hold, in sentences.
    unheld: Vec<String>,
}

fn check(source: &Source, configs: &Discovery, profile: Option<Profile>, report: &dyn Report) -> Ended {
    let read = match &source.place {
        Place::Stdin => read_stdin(),
        Place::File(path) | Place::Perhaps(path) => read_file(path),
    };
    let Decoded { text, lossy } = match read {
        Ok(decoded) => decoded,
        Err(why) => return Ended::Failed(format!("{} {why}.", source.name)),
    };
    let in_force = match &source.place {
        Place::Stdin => InForce::under(configs.of_folder(source.folder()), profile),
        Place::File(path) | Place::Perhaps(path) => configs.in_force(path, profile),
    };
    if matches!(source.place, Place::Perhaps(_)) && !is_determination(&text, &in_force.standard.format) {
        return Ended::Skipped;
    }
    let draft = Draft::read_by(&text, in_force.standard.clone());
    let (accepted, unheld) = accepted(&draft, &in_force);
    let unheld = unheld.iter().flat_map(|(list, problem)| complaints(list, std::slice::from_ref(problem)));
    let unheld = unheld.map(|(sentence, _)| sentence).collect();
    let checked = Checked::new(&source.name, &draft, &in_force.settings, &accepted);
    let note = lossy.then(|| {
        format!(
            "{} is not all valid UTF-8 text; it was checked with \u{fffd} in place of what cannot be read.",
            source.name
        )
    });
    Ended::Checked(Done { rendered: report.file(&checked), counts: checked.counts(), note, unheld })
}

fn report(format: CheckFormat) -> Box<dyn Report> {
    match format {
        CheckFormat::Text => Box::new(text::TextReport { colour: Output::has_colour() }),
        CheckFormat::Json => Box::new(json::JsonReport),
        CheckFormat::Jsonl => Box::new(json::LinesReport),
        CheckFormat::Sarif => Box::new(sarif::SarifReport),
        CheckFormat::Github => Box::new(github::GithubReport),
    }
}

/// Does the work for every item on all cores, and takes the results in the order of the items, each as soon as it and
/// all before it are there, with those that came together with it.
fn each_in_order<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync, mut take: impl FnMut(Vec<R>)) {
    // Of very many items some are done at a time: to hand them out one by one would take as long as to check a letter.
    let together = (items.len() / (rayon::current_num_threads() * 32)).clamp(1, 16);
    let (sender, receiver) = channel();
    let worker = |sender: &mut Sender<(usize, Vec<R>)>, (index, items): (usize, &[T])| {
        // The receiver outlives the work.
        let _ = sender.send((index, items.iter().map(&work).collect()));
    };
    std::thread::scope(|scope| {
        // The bridge hands items out in turn, so results come nearly in order and little has to wait.
        scope.spawn(move || items.chunks(together).enumerate().par_bridge().for_each_with(sender, worker));
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for (index, results) in receiver {
            waiting.insert(index, results);
            while let Some(results) = waiting.remove(&next) {
                take(results);
                next += 1;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..5000).collect();
        let mut taken = Vec::new();
        each_in_order(&items, |item| item * 2, |results| taken.extend(results));
        assert_eq!(taken, items.iter().map(|item| item * 2).collect::<Vec<_>>());
    }
}
