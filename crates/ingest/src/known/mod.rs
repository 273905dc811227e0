//! By what is judged, besides the facts?

mod came;
mod holder;
mod logging;
mod obstacle;
mod reach;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use sekisho_catalog::{Absent, Catalog, Error, FOLDERS_READ, Listed, SourceState};
use sekisho_correlate::{Came, Folders, Obstacle, Recorded, Seen};
use sekisho_domain::evidence::Sha256;
use sekisho_domain::session::SessionKey;
use sekisho_domain::source::Reach;

use reach::{Place, Told};

/// What is judged by, besides the facts.
pub struct Known {
    /// Every source that was ever configured, by name; none where only folders were read.
    pub sources: Vec<(String, SourceState)>,
    /// What the sources have and do not give.
    pub absences: Vec<Absent>,
    reaches: Vec<Reach>,
    /// The accounts and regions of which sources tell; `None` where nobody knows.
    told_of: Option<BTreeSet<Place>>,
    folders_read: Option<Timestamp>,
    came: BTreeMap<Sha256, Came>,
    obstacles: BTreeMap<SessionKey, Obstacle>,
    may_be_of: BTreeMap<Sha256, BTreeSet<Place>>,
    logging: BTreeMap<Place, BTreeSet<Recorded>>,
}

impl Known {
    /// Every source that was ever configured, by name, with how far it is known to be read; some have `reached` further than is
    /// noted in the catalog.
    ///
    /// It is asked before the facts are, and noted only when what was read is derived: a fact may be here and not vouched for,
    /// and never the other way round.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn sources(
        catalog: &Catalog,
        reached: &[(String, SourceState)],
    ) -> Result<Vec<(String, SourceState)>, Error> {
        let noted = catalog.sources().await?;
        let sources: BTreeMap<_, _> = noted.into_iter().chain(reached.iter().cloned()).collect();
        Ok(sources.into_iter().collect())
    }

    /// Reads the rest off the catalog.
    ///
    /// # Errors
    /// [`Error::Damaged`] or [`Error::Database`]
    pub async fn gather(
        catalog: &Catalog,
        sources: Vec<(String, SourceState)>,
    ) -> Result<Self, Error> {
        let absences = catalog.absences().await?;
        let objects = catalog.objects().await?;
        let told = sources.iter().map(|(_, state)| reach::told(state, &objects, &absences));
        let (mut reaches, mut told_of) = (Vec::new(), Some(BTreeSet::new()));
        for Told { reaches: of_source, places } in told {
            reaches.extend(of_source);
            told_of = told_of.zip(places).map(|(told_of, places)| &told_of | &places);
        }
        let folders_read = folders_read(catalog, &objects).await?;
        if sources.is_empty() {
            reaches.extend(reach::folders(folders_read));
        }
        let logging = logging::logging(catalog, &objects).await?;
        let obstacles = obstacle::obstacles(&absences, &objects);
        let came = came::came(&objects);
        let may_be_of = holder::may_be_of(&sources, &reaches, &objects);
        Ok(Self {
            sources,
            absences,
            reaches,
            told_of,
            folders_read,
            came,
            obstacles,
            may_be_of,
            logging,
        })
    }

    /// As it is judged by.
    #[must_use]
    pub fn seen(&self) -> Seen<'_> {
        let folders = self.folders_read.and_then(|read| {
            let besides = match &self.told_of {
                _ if self.sources.is_empty() => None,
                told_of => Some(told_of.as_ref()?),
            };
            Some(Folders { read, besides })
        });
        Seen {
            reaches: &self.reaches,
            came: &self.came,
            obstacles: &self.obstacles,
            may_be_of: &self.may_be_of,
            logging: &self.logging,
            folders,
        }
    }
}

/// When a folder was read last. Where that was not noted, it was when the newest of what is there came.
async fn folders_read(catalog: &Catalog, objects: &[Listed]) -> Result<Option<Timestamp>, Error> {
    let noted = catalog.meta(FOLDERS_READ).await?.and_then(|at| at.parse().ok());
    let of_folders = objects.iter().map(|listed| &listed.object).filter(|o| o.source == "folder");
    Ok(noted.or(of_folders.map(|object| object.first_seen).max()))
}
