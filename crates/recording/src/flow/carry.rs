//! Which escape sequences still have an effect on what is written next?
//!
//! Colours and the look of the cursor last until something changes them. They change no text, so
//! they are only kept until the emulator, which needs them, is brought up to date.

use avt::Terminal;
use avt::parser::{DecMode, Function, SgrOp};

/// What has to be played to an emulator that was told about none of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Carry(Vec<Function>);

impl Carry {
    /// Keeps the function, if it lasts and changes no more than how things look.
    pub(super) fn take(&mut self, function: Function) -> bool {
        match &function {
            Function::Sgr(ops) => {
                if ops.as_slice().first() == Some(&SgrOp::Reset) {
                    self.0.retain(|kept| !matches!(kept, Function::Sgr(_)));
                }
            }
            Function::Decset(modes) | Function::Decrst(modes) => {
                let modes = modes.as_slice();
                // Modes that the emulator does not know leave nothing behind.
                if modes.is_empty() || !modes.iter().all(is_look) {
                    return modes.is_empty();
                }
                self.0.retain(|kept| !switches(kept, modes));
            }
            _ => return false,
        }
        self.0.push(function);
        true
    }

    /// How many functions there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Brings an emulator up to date.
    pub(super) fn play(&self, terminal: &mut Terminal) {
        terminal.execute(self.0.iter().cloned());
    }
}

fn is_look(mode: &DecMode) -> bool {
    matches!(mode, DecMode::TextCursorEnable | DecMode::CursorKeys)
}

fn switches(function: &Function, these: &[DecMode]) -> bool {
    match function {
        Function::Decset(modes) | Function::Decrst(modes) => modes.as_slice() == these,
        _ => false,
    }
}
