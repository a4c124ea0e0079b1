//! A folder on disk ↔ every file's path and bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// Files by their path below a folder, with `/` between its parts.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// Every file below a folder, hidden ones too; nothing where the folder is missing.
pub(crate) fn read(folder: &Path) -> Tree {
    let entries = WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let below =
                entry.path().strip_prefix(folder).expect("an entry lies in what was walked");
            let parts: Vec<String> =
                below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            (parts.join("/"), fs::read(entry.path()).expect("a file that was listed can be read"))
        })
        .collect()
}

/// Writes files into a folder, which is made if need be.
pub(crate) fn write<'f>(folder: &Path, files: impl IntoIterator<Item = (&'f str, &'f str)>) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder"))
            .expect("the folder can be made");
        fs::write(&path, text).expect("the file can be written");
    }
}

/// How two trees differ, a line for each path; empty where they are equal.
pub(crate) fn difference(expected: &Tree, actual: &Tree) -> String {
    let mut lines = Vec::new();
    for (path, bytes) in expected {
        match actual.get(path) {
            None => lines.push(format!("- {path}: is missing")),
            Some(other) if other != bytes => {
                lines.push(format!("! {path}: {}", first_difference(bytes, other)));
            }
            Some(_) => {}
        }
    }
    let extra = actual.keys().filter(|path| !expected.contains_key(*path));
    lines.extend(extra.map(|path| format!("+ {path}: was not expected")));
    lines.join("\n")
}

/// The first line in which two files differ.
fn first_difference(expected: &[u8], actual: &[u8]) -> String {
    let (expected, actual) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(actual));
    let (mut left, mut right) = (expected.lines(), actual.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (left.next(), right.next()) {
            (a, b) if a != b => {
                return format!("line {number}\n    expected {a:?}\n    actual   {b:?}");
            }
            (None, _) => return "differs in its line ends".to_owned(),
            _ => {}
        }
    }
}
