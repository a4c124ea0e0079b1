//! Names on two sides of a middle → a height for each.

use super::{Point, number};

/// What stays free between two names.
const GAP: f64 = 14.0;

/// Names to the left and to the right of a middle.
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    /// For each name whether it stands to the right, and the middle of its height.
    pub places: Vec<(bool, f64)>,
    /// The middle.
    pub middle: f64,
    /// How high everything is.
    pub height: f64,
}

/// Puts names, each with how many lines it has and on which side it belongs, if on any; the others go where most room
/// is. `line` is the height of a line, `least` that of the whole.
pub fn place(names: &[(usize, Option<bool>)], line: f64, least: f64) -> Fan {
    let high = |lines: usize| number(lines) * line + GAP;
    let mut sides = [0.0, 0.0];
    let mut is_right = vec![false; names.len()];
    for (at, (lines, side)) in names.iter().enumerate() {
        if let Some(side) = side {
            is_right[at] = *side;
            sides[usize::from(*side)] += high(*lines);
        }
    }
    for (at, (lines, _)) in names.iter().enumerate().filter(|(_, (_, side))| side.is_none()) {
        is_right[at] = sides[1] < sides[0];
        sides[usize::from(is_right[at])] += high(*lines);
    }
    let height = sides[0].max(sides[1]).max(least);
    let mut next = sides.map(|side| (height - side) / 2.0);
    let places = names.iter().zip(&is_right).map(|((lines, _), right)| {
        let top = &mut next[usize::from(*right)];
        let place = Point::new(0.0, *top + high(*lines) / 2.0);
        *top += high(*lines);
        (*right, place.y)
    });
    Fan { places: places.collect(), middle: height / 2.0, height }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_below_each_other() {
        let names =
            [(1, Some(true)), (3, Some(true)), (2, None), (3, None), (1, Some(false)), (2, None)];
        let fan = place(&names, 18.0, 100.0);
        for right in [false, true] {
            let mut below = 0.0;
            for ((lines, _), (side, y)) in names.iter().zip(&fan.places) {
                if *side == right {
                    let half = number(*lines) * 9.0;
                    assert!(y - half >= below, "{fan:?}");
                    below = y + half;
                }
            }
            assert!(below <= fan.height, "{fan:?}");
        }
        let right = fan.places.iter().filter(|(side, _)| *side).count();
        assert_eq!((fan.places[0].0, fan.places[4].0, right), (true, false, 3));
    }

    #[test]
    fn nothing() {
        assert!(place(&[], 18.0, 100.0).height >= 100.0);
    }
}
