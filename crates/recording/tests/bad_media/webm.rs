//! How is a WebM written whose elements say what a test wants? Source: RFC 8794 and RFC 9559.

/// An element with its identity and a length of four bytes.
pub(crate) fn element(id: &[u8], body: &[u8]) -> Vec<u8> {
    let length = (body.len() as u32 | 1 << 28).to_be_bytes();
    [id, &length, body].concat()
}

pub(crate) fn number(id: &[u8], value: u64) -> Vec<u8> {
    element(id, &value.to_be_bytes())
}

/// What a file begins with.
pub(crate) fn head(doc_type: &str) -> Vec<u8> {
    element(b"\x1a\x45\xdf\xa3", &element(b"\x42\x82", doc_type.as_bytes()))
}

/// The file around these elements.
pub(crate) fn webm(elements: &[Vec<u8>]) -> Vec<u8> {
    [head("webm"), segment(elements)].concat()
}

pub(crate) fn segment(elements: &[Vec<u8>]) -> Vec<u8> {
    element(b"\x18\x53\x80\x67", &elements.concat())
}

pub(crate) fn titled(title: &str) -> Vec<u8> {
    element(b"\x15\x49\xa9\x66", &element(b"\x7b\xa9", title.as_bytes()))
}

/// A track of VP8 that is this large, and what else is told of it.
pub(crate) fn track(width: u64, height: u64, more: &[u8]) -> Vec<u8> {
    let sides = [number(b"\xb0", width), number(b"\xba", height)].concat();
    let told = [number(b"\xd7", 1), number(b"\x83", 1), element(b"\x86", b"V_VP8")].concat();
    let entry = [told, element(b"\xe0", &sides), more.to_vec()].concat();
    element(b"\x16\x54\xae\x6b", &element(b"\xae", &entry))
}

/// A cluster that begins at `time`, in milliseconds, with one frame that is a key.
pub(crate) fn cluster(time: u64, frame: &[u8]) -> Vec<u8> {
    let block = [b"\x81\0\0\x80", frame].concat();
    element(b"\x1f\x43\xb6\x75", &[number(b"\xe7", time), element(b"\xa3", &block)].concat())
}

/// How the frames of a track are encoded once more, as these elements say.
pub(crate) fn encoded(elements: &[u8]) -> Vec<u8> {
    element(b"\x6d\x80", &element(b"\x62\x40", elements))
}

/// The first bytes of a key frame of VP8, which say how large it is: RFC 6386, 9.1.
pub(crate) fn key_frame(width: u16, height: u16) -> Vec<u8> {
    let [sides, tag] = [[width, height].map(u16::to_le_bytes).concat(), vec![0x10, 0, 0]];
    [tag, b"\x9d\x01\x2a".to_vec(), sides, vec![0; 16]].concat()
}
