//! The style cut to one kind of work: what it asks of the kind, and of parts that no page of weef has, is answered once
//! and not for each reference. The outcome is the same in a fraction of the time.

use std::collections::BTreeMap;

use hayagriva::citationberg::taxonomy::{Kind, Variable};
use hayagriva::citationberg::{
    Affixes, Choose, ChooseBranch, ChooseMatch, ElseBranch, IndependentStyle,
    LayoutRenderingElement as Element, NamesChild, TextTarget,
};

use crate::config::CITED_KINDS;

/// The parts of an item that may be there, as CSL names them.
const GIVEN: [&str; 23] = [
    "DOI",
    "ISBN",
    "ISSN",
    "URL",
    "accessed",
    "author",
    "collection-title",
    "container-title",
    "edition",
    "editor",
    "genre",
    "issue",
    "issued",
    "language",
    "number",
    "number-of-pages",
    "page",
    "page-first",
    "publisher",
    "publisher-place",
    "status",
    "title",
    "volume",
];

/// A style for each kind of work.
pub(super) struct Pruned {
    whole: IndependentStyle,
    by_kind: BTreeMap<&'static str, IndependentStyle>,
}

impl Pruned {
    pub(super) fn new(whole: IndependentStyle) -> Self {
        let pruned = |(_, name): (&str, &'static str)| {
            let kind = name.parse().ok()?;
            Some((name, prune(&whole, kind)))
        };
        Self { by_kind: CITED_KINDS.into_iter().filter_map(pruned).collect(), whole }
    }

    /// The style for a kind.
    pub(super) fn of(&self, kind: &str) -> &IndependentStyle {
        self.by_kind.get(kind).unwrap_or(&self.whole)
    }

    #[cfg(test)]
    pub(super) fn whole(&self) -> &IndependentStyle {
        &self.whole
    }
}

/// Dutch has the day before the month: *12 juli*.
pub(super) fn day_before_month(style: &mut IndependentStyle) {
    let macros = style.macros.iter_mut().filter(|own| own.name == "date-issued-month-day");
    for element in macros.flat_map(|own| &mut own.children) {
        if let Element::Date(date) = element {
            date.delimiter = Some(" ".to_owned());
            date.date_part.reverse();
            date.date_part.iter_mut().for_each(|part| part.affixes = Affixes::default());
        }
    }
}

/// Dutch has words of its own for those that the style spells out.
pub(super) fn say_in_dutch(style: &mut IndependentStyle) {
    style.macros.iter_mut().for_each(|own| translate(&mut own.children));
}

fn translate(elements: &mut [Element]) {
    for element in elements {
        match element {
            Element::Text(text) => {
                if let TextTarget::Value { val } = &mut text.target
                    && val == "publication"
                {
                    "publicatie".clone_into(val);
                }
            }
            Element::Group(group) => translate(&mut group.children),
            Element::Choose(choose) => lists_of(choose).for_each(|list| translate(list)),
            _ => {}
        }
    }
}

/// The lists that the branches of a choice hold.
fn lists_of(choose: &mut Choose) -> impl Iterator<Item = &mut Vec<Element>> {
    let otherwise = choose.otherwise.iter_mut().map(|branch| &mut branch.children);
    let branches = std::iter::once(&mut choose.if_).chain(&mut choose.else_if);
    branches.map(|branch| &mut branch.children).chain(otherwise)
}

fn prune(whole: &IndependentStyle, kind: Kind) -> IndependentStyle {
    let mut style = whole.clone();
    for own in &mut style.macros {
        cut(&mut own.children, kind);
    }
    if let Some(bibliography) = &mut style.bibliography {
        cut(&mut bibliography.layout.elements, kind);
        // A list of one has no order.
        bibliography.sort = None;
    }
    hush(&mut style);
    style
}

/// Takes away what never says anything, until nothing of the kind is left.
fn hush(style: &mut IndependentStyle) {
    loop {
        let sayings = Sayings::of(style);
        let layout = style.bibliography.iter_mut().map(|list| &mut list.layout.elements);
        let lists = style.macros.iter_mut().map(|own| &mut own.children).chain(layout);
        let taken: usize = lists.map(|list| sayings.hush(list)).sum();
        if taken == 0 {
            return;
        }
    }
}

/// What the macros of a style have to say.
struct Sayings {
    /// Macros that say nothing, for want of the parts they ask for.
    silent: Vec<String>,
    /// Macros that say the same of every work.
    constant: Vec<String>,
}

impl Sayings {
    fn of(style: &IndependentStyle) -> Self {
        let mut sayings = Self { silent: Vec::new(), constant: Vec::new() };
        loop {
            let before = sayings.silent.len() + sayings.constant.len();
            for own in &style.macros {
                let is_new = |list: &[String]| !list.contains(&own.name);
                let says = |holds: &dyn Fn(&Element) -> bool| own.children.iter().all(holds);
                if is_new(&sayings.silent) && says(&|element| sayings.is_silent(element)) {
                    sayings.silent.push(own.name.clone());
                } else if is_new(&sayings.silent)
                    && is_new(&sayings.constant)
                    && says(&|element| sayings.is_constant(element))
                {
                    sayings.constant.push(own.name.clone());
                }
            }
            if sayings.silent.len() + sayings.constant.len() == before {
                return sayings;
            }
        }
    }

    /// Takes silent elements out of a list; how many.
    fn hush(&self, elements: &mut Vec<Element>) -> usize {
        let before = elements.len();
        elements.retain(|element| !self.is_silent(element));
        let mut taken = before - elements.len();
        for element in elements {
            taken += match element {
                Element::Group(group) => self.hush(&mut group.children),
                Element::Choose(choose) => lists_of(choose).map(|list| self.hush(list)).sum(),
                _ => 0,
            };
        }
        taken
    }

    /// Whether an element says nothing of any work, for want of what it asks for.
    fn is_silent(&self, element: &Element) -> bool {
        let lacks = |variable: Variable| !GIVEN.contains(&name(variable).as_str());
        match element {
            Element::Text(text) => match &text.target {
                TextTarget::Variable { var, .. } => lacks(*var),
                TextTarget::Macro { name } => self.silent.contains(name),
                TextTarget::Term { .. } | TextTarget::Value { .. } => false,
            },
            Element::Date(date) => date.variable.is_none_or(|own| lacks(Variable::Date(own))),
            Element::Number(number) => lacks(number.variable.into()),
            Element::Label(label) => lacks(label.variable.into()),
            Element::Names(names) => {
                let has_other =
                    names.children.iter().any(|child| matches!(child, NamesChild::Substitute(_)));
                !has_other && names.variable.iter().all(|own| lacks(Variable::Name(*own)))
            }
            // A group says nothing when nothing it asks for is there, whatever words stand beside that.
            Element::Group(group) => {
                let mut all = group.children.iter();
                all.clone().any(|child| self.is_silent(child))
                    && all.all(|child| self.is_silent(child) || self.is_constant(child))
                    || group.children.is_empty()
            }
            Element::Choose(choose) => {
                branches_of(choose).flatten().all(|child| self.is_silent(child))
            }
        }
    }

    /// Whether an element asks for no part: words and labels.
    fn is_constant(&self, element: &Element) -> bool {
        match element {
            Element::Text(text) => match &text.target {
                TextTarget::Macro { name } => self.constant.contains(name),
                TextTarget::Term { .. } | TextTarget::Value { .. } => true,
                TextTarget::Variable { .. } => false,
            },
            Element::Label(_) => true,
            Element::Group(group) => group.children.iter().all(|child| self.is_constant(child)),
            Element::Choose(choose) => {
                branches_of(choose).flatten().all(|child| self.is_constant(child))
            }
            Element::Date(_) | Element::Number(_) | Element::Names(_) => false,
        }
    }
}

/// What each branch of a choice holds.
fn branches_of(choose: &Choose) -> impl Iterator<Item = &Vec<Element>> {
    let otherwise = choose.otherwise.iter().map(|branch| &branch.children);
    choose.branches().map(|branch| &branch.children).chain(otherwise)
}

/// Puts in the place of each choice what remains of it.
fn cut(elements: &mut Vec<Element>, kind: Kind) {
    for element in std::mem::take(elements) {
        match element {
            Element::Group(mut group) => {
                cut(&mut group.children, kind);
                elements.push(Element::Group(group));
            }
            Element::Choose(choose) => elements.extend(chosen(choose, kind)),
            other => elements.push(other),
        }
    }
}

/// What remains of a choice: what is always chosen, or a choice between what may be.
fn chosen(choose: Choose, kind: Kind) -> Vec<Element> {
    let mut open = Vec::new();
    let mut otherwise = choose.otherwise.map(|branch| branch.children);
    for mut branch in std::iter::once(choose.if_).chain(choose.else_if) {
        match holds(&branch, kind) {
            Some(false) => {}
            Some(true) => {
                otherwise = Some(branch.children);
                break;
            }
            None => {
                cut(&mut branch.children, kind);
                open.push(branch);
            }
        }
    }
    if let Some(children) = &mut otherwise {
        cut(children, kind);
    }
    let mut open = open.into_iter();
    match open.next() {
        None => otherwise.unwrap_or_default(),
        Some(if_) => {
            let otherwise = otherwise.map(|children| ElseBranch { children });
            vec![Element::Choose(Choose { if_, else_if: open.collect(), otherwise })]
        }
    }
}

/// Whether a condition holds for every work of a kind, or for none.
fn holds(branch: &ChooseBranch, kind: Kind) -> Option<bool> {
    let is_given = |variable: &Variable| GIVEN.contains(&name(*variable).as_str());
    let not_given = |variable: &Variable| if is_given(variable) { None } else { Some(false) };
    let kinds = branch.type_.iter().flatten().map(|own| Some(*own == kind));
    let variables = branch.variable.iter().chain(&branch.is_numeric).flatten().map(not_given);
    let uncertain = branch.is_uncertain_date.iter().flatten().map(|_| Some(false));
    let others =
        branch.disambiguate.is_some() || branch.locator.is_some() || branch.position.is_some();
    let tests: Vec<Option<bool>> =
        kinds.chain(variables).chain(uncertain).chain(others.then_some(None)).collect();
    let some = |wanted: bool| tests.contains(&Some(wanted));
    let all = |wanted: bool| tests.iter().all(|test| *test == Some(wanted));
    match branch.match_ {
        ChooseMatch::All if some(false) => Some(false),
        ChooseMatch::All if all(true) => Some(true),
        ChooseMatch::Any if some(true) => Some(true),
        ChooseMatch::Any if all(false) => Some(false),
        ChooseMatch::None if some(true) => Some(false),
        ChooseMatch::None if all(false) => Some(true),
        _ => None,
    }
}

fn name(variable: Variable) -> String {
    match variable {
        Variable::Standard(own) => own.to_string(),
        Variable::Number(own) => own.to_string(),
        Variable::Page(own) => own.to_string(),
        Variable::Date(own) => own.to_string(),
        Variable::Name(own) => own.to_string(),
    }
}
