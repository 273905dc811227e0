//! How is a recording played at the command line?

mod bar;
mod controller;
mod idle;
mod keys;
mod moves;
mod paint;
mod terminal;

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::Args;
use jiff::tz::TimeZone;
use sekisho_recording::Micros;
use tokio::runtime::Runtime;
use tokio::signal::unix::{SignalKind, signal};

use super::output::Setup;
use super::place::{place, size};
use super::sessions::One;
use super::{Common, output};
use crate::answer::place::Place;
use crate::answer::size::Chosen;
use crate::answer::watch::Watch;
use crate::answer::{AnswerError, Desk, find, when};
use controller::{Act, Controller, Event, Here};
use terminal::Terminal;

/// Arguments of `sekisho sessions play`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho sessions play SESSION
  sekisho sessions play SESSION --at L214
  sekisho sessions play SESSION --size 120x40   # as a terminal of that size would have shown it

The keys are those of the browser: Space plays, the arrows move, n and p go through hits, ? lists them all.
Nothing that was recorded reaches this terminal but the characters of its screen.")]
pub(crate) struct Play {
    #[command(flatten)]
    one: One,
    /// Begin there: a position such as 7.5s or 3:12, a byte of the output such as @18231, or a line such as L214.
    #[arg(long, value_name = "PLACE", value_parser = place)]
    at: Option<Place>,
    /// On a terminal of this size instead of the recording's own, such as 120x40; lines are those of that terminal.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    size: Option<Chosen>,
}

impl Play {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<()> {
        let (runtime, desk) = common.desk(&self.one.data)?;
        if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
            return Err(Setup {
                message: "a recording is played on a terminal, and this is none".into(),
                hint:
                    "print it with `sekisho sessions text`, or keep it with `sekisho sessions cast`"
                        .into(),
            }
            .into());
        }
        let (desk, start) = (Arc::new(desk), self.at.unwrap_or(Place::Offset(0)));
        let watch = runtime.block_on(Watch::open(&desk, &self.one.session, self.size, start))?;
        let zone = desk.zone(None);
        let along = runtime.block_on(watch.along(&zone))?;
        // Without a clock every pace would be an invention, so it is the auditor who starts it.
        let is_playing = along.is_clocked;
        let controller = Controller::new(along, here(&watch), is_playing);
        let origin = output::origin(watch.about(), watch.chosen());
        Show { runtime, desk, watch, controller, zone }.run()?;
        output::remark(&origin);
        Ok(())
    }
}

/// A playback on a terminal.
struct Show {
    runtime: Runtime,
    desk: Arc<Desk>,
    watch: Watch,
    controller: Controller,
    zone: TimeZone,
}

/// How long a picture stands at least.
const FRAME: Duration = Duration::from_millis(33);

/// How long a key is waited for at a time: somebody may have asked the program to end meanwhile.
const PATIENCE: Duration = Duration::from_millis(200);

/// A program that was stopped and goes on must not skip what nobody saw.
const LONGEST_FRAME: Duration = Duration::from_millis(100);

/// How long the end of the program is waited for after it was asked to end.
const GRACE: Duration = Duration::from_secs(2);

/// Whether somebody has asked the program to end, from now on, in place of ending there and then: the auditor's terminal
/// would stay as the player needs it. SIGHUP comes when that terminal goes away.
fn asked_to_end(runtime: &Runtime) -> io::Result<Arc<AtomicBool>> {
    let asked = Arc::new(AtomicBool::new(false));
    let _guard = runtime.enter();
    let (mut terminate, mut hangup) =
        (signal(SignalKind::terminate())?, signal(SignalKind::hangup())?);
    let told = Arc::clone(&asked);
    runtime.spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
        told.store(true, Ordering::Relaxed);
        tokio::time::sleep(GRACE).await;
        // On a terminal that is gone, crossterm never stops waiting for a key, at the cost of a core.
        terminal::give_back();
        std::process::exit(1);
    });
    Ok(asked)
}

impl Show {
    fn run(mut self) -> anyhow::Result<()> {
        let is_asked_to_end = asked_to_end(&self.runtime)?;
        let mut terminal = Terminal::enter()?;
        let mut before = Instant::now();
        loop {
            let basis = self.watch.about().basis.name();
            let bar = bar::bar(&self.controller, self.time(), basis);
            terminal.show(paint::painted(&self.watch.frame(), &bar, terminal.size()?))?;
            let patience = if self.controller.is_playing { FRAME } else { PATIENCE };
            let key = terminal.key(patience)?;
            if is_asked_to_end.load(Ordering::Relaxed) {
                return Ok(());
            }
            let elapsed = before.elapsed().min(LONGEST_FRAME);
            before = Instant::now();
            let elapsed = Event::Elapsed(u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX));
            for event in [Some(elapsed), key.map(Event::Key)].into_iter().flatten() {
                if !self.take(event)? {
                    return Ok(());
                }
            }
        }
    }

    /// Does what an event asks for, and what comes of it; `false` at the end.
    fn take(&mut self, event: Event) -> anyhow::Result<bool> {
        let mut next = Some(event);
        while let Some(event) = next.take() {
            next = match self.controller.on(event) {
                Act::Quit => return Ok(false),
                Act::Nothing => None,
                act => Some(self.outcome(act)?),
            };
        }
        Ok(true)
    }

    /// Does something. What cannot be done because there is no such place is said, and everything else ends playback.
    fn outcome(&mut self, act: Act) -> Result<Event, AnswerError> {
        match self.done(act) {
            Err(AnswerError::Refused { message, hint, .. }) => {
                Ok(Event::Refused(format!("{message}: {hint}")))
            }
            outcome => outcome,
        }
    }

    fn done(&mut self, act: Act) -> Result<Event, AnswerError> {
        let Show { runtime, desk, watch, .. } = self;
        match act {
            Act::Nothing | Act::Quit => {}
            Act::Go(place) => runtime.block_on(watch.go(place))?,
            Act::Advance(to) => runtime.block_on(watch.advance(Micros(to)))?,
            Act::Step(direction) => {
                if let Some(at) = runtime.block_on(watch.change(direction))? {
                    runtime.block_on(watch.go(Place::Played(at.0)))?;
                }
            }
            Act::Find(words) => {
                let session = watch.about().session.clone();
                let hits =
                    runtime.block_on(find::find(desk, session.as_str(), watch.chosen(), &words))?;
                return Ok(Event::Found(hits));
            }
        }
        Ok(Event::Shown(here(watch)))
    }

    /// When the screen was to be seen, in words that do not say more than is known.
    fn time(&self) -> String {
        let about = self.watch.about();
        let when::Standing { bounds, basis, .. } = self.watch.standing;
        when::words(basis, about.started, bounds, &self.zone)
    }
}

fn here(watch: &Watch) -> Here {
    Here { at_us: watch.at().0, offset: watch.offset(), line: watch.standing.line }
}
