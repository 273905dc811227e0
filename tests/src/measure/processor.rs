//! How much processor time has been used here?

use std::fs;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// User and system time of all threads of this process and of all programs it ran to their end.
#[must_use]
pub fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let nanoseconds = time.tv_sec * 1_000_000_000 + time.tv_nsec;
    Duration::from_nanos(nanoseconds.unsigned_abs()) + children_time()
}

/// That of all programs this one ran to their end. The kernel counts it in ticks, mostly of 10 ms.
#[must_use]
pub fn children_time() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The program's name stands in brackets and may hold anything; `cutime` and `cstime` are the 14th and 15th field
    // after it.
    let fields = stat.rsplit_once(") ").map_or("", |(_, fields)| fields).split(' ');
    let ticks: u64 = fields.skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 1_000 / rustix::param::clock_ticks_per_second().max(1))
}
