//! An AVIF or HEIC → the same picture with its remarks written over: what they hold is listed in one box and lies in
//! another, so that nothing need be moved.

use std::collections::BTreeSet;

/// A box: its name, and what is in it.
struct Boxed<'b> {
    name: &'b [u8],
    inside: &'b [u8],
    end: usize,
}

/// Whether the bytes are of this family.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp".as_slice())
}

/// Whether what begins so is a picture, and not a film.
pub(super) fn is_picture(begin: &[u8]) -> bool {
    const BRANDS: [&[u8]; 8] =
        [b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"];
    is_one(begin) && begin.get(8..12).is_some_and(|brand| BRANDS.contains(&brand))
}

/// The picture without what its remarks say; none where their place is not told.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let meta = child(bytes, b"meta")?;
    // A number for its version comes first.
    let meta = meta.get(4..)?;
    let remarks = child(meta, b"iinf").map(remarks).unwrap_or_default();
    let mut out = bytes.to_vec();
    if remarks.is_empty() {
        return Some(out);
    }
    let mut found = BTreeSet::new();
    for place in Places::read(child(meta, b"iloc")?)? {
        if remarks.contains(&place.item) {
            let end = place.start.checked_add(place.length)?;
            out.get_mut(place.start..end)?.fill(0);
            found.insert(place.item);
        }
    }
    (found == remarks).then_some(out)
}

fn next(bytes: &[u8], at: usize) -> Option<Boxed<'_>> {
    let head = bytes.get(at..at.checked_add(8)?)?;
    let short = usize::try_from(number(&head[..4])).ok()?;
    let (start, length) = match short {
        0 => (8, bytes.len() - at),
        1 => (16, usize::try_from(number(bytes.get(at + 8..at + 16)?)).ok()?),
        length => (8, length),
    };
    let end = at.checked_add(length)?;
    Some(Boxed { name: &head[4..], inside: bytes.get(at + start..end)?, end })
}

fn child<'b>(bytes: &'b [u8], name: &[u8]) -> Option<&'b [u8]> {
    let mut at = 0;
    loop {
        let found = next(bytes, at)?;
        if found.name == name {
            return Some(found.inside);
        }
        at = found.end;
    }
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// The items that are no picture but tell of it.
fn remarks(list: &[u8]) -> BTreeSet<u64> {
    let is_short = list.first() == Some(&0);
    let mut at = 4 + if is_short { 2 } else { 4 };
    let mut found = BTreeSet::new();
    while let Some(entry) = next(list, at) {
        let (id, kind) = match entry.inside.first() {
            Some(2) => (entry.inside.get(4..6), entry.inside.get(8..12)),
            Some(3) => (entry.inside.get(4..8), entry.inside.get(10..14)),
            _ => (None, None),
        };
        if let (Some(id), Some(b"Exif" | b"mime" | b"uri ")) = (id, kind) {
            found.insert(number(id));
        }
        at = entry.end;
    }
    found
}

/// A piece of an item, from the start of the file.
struct Place {
    item: u64,
    start: usize,
    length: usize,
}

/// Reads numbers one after the other.
struct Places<'b> {
    rest: &'b [u8],
}

impl<'b> Places<'b> {
    fn take(&mut self, count: usize) -> Option<u64> {
        let (number_bytes, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(number(number_bytes))
    }

    fn read(list: &'b [u8]) -> Option<Vec<Place>> {
        let version = *list.first()?;
        let mut all = Places { rest: list.get(4..)? };
        let sizes = all.take(2)?;
        let size = |shift: u32| usize::try_from(sizes >> shift & 0xf).unwrap_or_default();
        let (offset, length, base) = (size(12), size(8), size(4));
        let index = if version > 0 { size(0) } else { 0 };
        let wide = if version < 2 { 2 } else { 4 };
        let count = all.take(wide)?;
        let mut places = Vec::new();
        for _ in 0..count {
            let item = all.take(wide)?;
            let method = if version > 0 { all.take(2)? & 0xf } else { 0 };
            all.take(2)?;
            let from = all.take(base)?;
            for _ in 0..all.take(2)? {
                all.take(index)?;
                let start = from.checked_add(all.take(offset)?)?;
                let length = all.take(length)?;
                // Another method counts from elsewhere: what lies there is not known.
                if method == 0 {
                    let (start, length) =
                        (usize::try_from(start).ok()?, usize::try_from(length).ok()?);
                    places.push(Place { item, start, length });
                }
            }
        }
        Some(places)
    }
}
