//! weef weaves a folder of Markdown into a searchable static knowledge base.
pub mod diagnostic;
pub mod check;
pub mod cli;
pub mod config;
pub mod document;
pub mod language;
pub mod markdown;
pub mod output;
pub mod render;
pub mod schema;
pub mod serve;
pub mod site;
pub mod snapshot;
pub mod source;
pub mod theme;
pub mod tree;
pub mod url;
