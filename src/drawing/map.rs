//! Boxes and how close they belong → a place for each, with no two on top of each other.
//!
//! First every box is a point. Points are drawn to the distances that closeness asks for by majorising stress (E. Gansner,
//! Y. Koren, S. North, *Graph Drawing by Stress Majorization*, 2004), then turned so that they are longest the way the
//! surface is. Then boxes push each other aside; the few that are still in each other's way get the nearest free place.

use super::{Point, number};

/// What stays free around a box.
const GAP: f64 = 8.0;
/// How often points are moved, at the most.
const ROUNDS: usize = 150;
/// How often boxes push, at the most.
const PUSHES: usize = 300;
/// How much of the surface boxes do not fill.
const AIR: f64 = 1.55;
/// How far the nearest free place is looked for at a time.
const STEP: f64 = 6.0;
/// An angle that never comes back to where it was, as a cosine and a sine.
const TURN: Point = Point::new(-0.737_368_878_078_319_9, 0.675_490_294_261_524);

/// A surface with everything in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Surface {
    /// The middle of each box.
    pub places: Vec<Point>,
    /// How high it is.
    pub height: f64,
}

/// Puts boxes, the most important first, on a surface of a width. `near` are pairs that belong together, with how close
/// from 0 to 1.
pub fn place(boxes: &[Point], near: &[(usize, usize, f64)], width: f64) -> Surface {
    let width = boxes.iter().fold(width, |most, it| most.max(it.x + GAP));
    let area: f64 = boxes.iter().map(|it| (it.x + GAP) * (it.y + GAP)).sum();
    let height = boxes.iter().fold(AIR * area / width, |most, it| most.max(it.y + GAP));
    let mut places = majorised(&distances(boxes.len(), near));
    turn(&mut places, height > width);
    fit(&mut places, Point::new(width, height));
    push(boxes, &mut places, width);
    settle(boxes, &mut places, width);
    let top = bound(boxes, &places, |it, place| it.y / 2.0 - place.y);
    for place in &mut places {
        place.y += top + GAP / 2.0;
    }
    let height = bound(boxes, &places, |it, place| place.y + it.y / 2.0) + GAP / 2.0;
    Surface { places, height }
}

/// The most of something over all boxes.
fn bound(boxes: &[Point], places: &[Point], of: impl Fn(&Point, &Point) -> f64) -> f64 {
    let all = boxes.iter().zip(places).map(|(it, place)| of(it, place));
    all.reduce(f64::max).unwrap_or_default()
}

/// How far apart each two should be: along the shortest way over pairs that belong together.
fn distances(count: usize, near: &[(usize, usize, f64)]) -> Vec<Vec<f64>> {
    let mut ways = vec![vec![f64::INFINITY; count]; count];
    for (a, b, close) in near.iter().filter(|(a, b, _)| a != b && *a < count && *b < count) {
        let way = 1.0 + 2.0 * (1.0 - close.clamp(0.0, 1.0));
        let way = way.min(ways[*a][*b]);
        (ways[*a][*b], ways[*b][*a]) = (way, way);
    }
    for over in 0..count {
        let onwards = ways[over].clone();
        for from in &mut ways {
            let first = from[over];
            for (way, onward) in from.iter_mut().zip(&onwards) {
                *way = way.min(first + onward);
            }
        }
    }
    let finite = ways.iter().flatten().copied().filter(|way| way.is_finite());
    let apart = finite.fold(3.0, f64::max) * 1.1;
    for (at, from) in ways.iter_mut().enumerate() {
        from.iter_mut().filter(|way| way.is_infinite()).for_each(|way| *way = apart);
        from[at] = 0.0;
    }
    ways
}

/// Points whose distances are as near to those wanted as can be: from a spiral, each moves in turn to where all others
/// would have it, who count for more the nearer they should be.
fn majorised(ways: &[Vec<f64>]) -> Vec<Point> {
    let mut at = Point::new(1.0, 0.0);
    let mut places: Vec<Point> = Vec::with_capacity(ways.len());
    for nth in 0..ways.len() {
        let far = number(nth).sqrt();
        places.push(Point::new(at.x * far, at.y * far));
        at = Point::new(at.x * TURN.x - at.y * TURN.y, at.x * TURN.y + at.y * TURN.x);
    }
    for _ in 0..ROUNDS {
        let mut moved: f64 = 0.0;
        for i in 0..places.len() {
            let (mut sum, mut all) = (Point::default(), 0.0);
            for j in (0..places.len()).filter(|j| *j != i) {
                let (dx, dy) = (places[i].x - places[j].x, places[i].y - places[j].y);
                let now = (dx * dx + dy * dy).sqrt().max(1e-9);
                let (weight, wanted) = (1.0 / (ways[i][j] * ways[i][j]), ways[i][j] / now);
                sum.x += weight * (places[j].x + wanted * dx);
                sum.y += weight * (places[j].y + wanted * dy);
                all += weight;
            }
            if all > 0.0 {
                let next = Point::new(sum.x / all, sum.y / all);
                moved = moved.max((next.x - places[i].x).abs() + (next.y - places[i].y).abs());
                places[i] = next;
            }
        }
        if moved < 1e-3 {
            break;
        }
    }
    places
}

/// Turns points so that they are longest to the right, or down.
fn turn(places: &mut [Point], is_tall: bool) {
    let count = number(places.len()).max(1.0);
    let mean = |of: fn(&Point) -> f64| places.iter().map(of).sum::<f64>() / count;
    let middle = Point::new(mean(|place| place.x), mean(|place| place.y));
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for place in places.iter_mut() {
        (place.x, place.y) = (place.x - middle.x, place.y - middle.y);
        (xx, xy, yy) = (xx + place.x * place.x, xy + place.x * place.y, yy + place.y * place.y);
    }
    // The long axis: the eigenvector of the greater eigenvalue.
    let half = (xx - yy) / 2.0;
    let (x, y) = (half + (half * half + xy * xy).sqrt(), xy);
    let long = (x * x + y * y).sqrt();
    let (cos, sin) = if long > 1e-9 { (x / long, y / long) } else { (1.0, 0.0) };
    for place in places {
        let (along, across) = (place.x * cos + place.y * sin, place.y * cos - place.x * sin);
        *place = if is_tall { Point::new(across, along) } else { Point::new(along, across) };
    }
}

/// Stretches points over a surface.
fn fit(places: &mut [Point], to: Point) {
    let stretch = |of: fn(&mut Point) -> &mut f64, places: &mut [Point], to: f64| {
        let values = || places.iter().map(|place| *of(&mut place.clone()));
        let (least, most) =
            (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        let scale = if most - least > 1e-9 { to / (most - least) } else { 0.0 };
        for place in places {
            let value = of(place);
            *value = if scale > 0.0 { (*value - least) * scale } else { to / 2.0 };
        }
    };
    stretch(|place| &mut place.x, places, to.x);
    stretch(|place| &mut place.y, places, to.y);
}

/// How much two boxes are in each other's way, to the side and down; both above zero where they are.
fn overlap((a, at): (Point, Point), (b, other): (Point, Point)) -> Point {
    Point::new(
        f64::midpoint(a.x, b.x) + GAP - (at.x - other.x).abs(),
        f64::midpoint(a.y, b.y) + GAP - (at.y - other.y).abs(),
    )
}

/// Lets boxes push each other aside, the way that takes least.
fn push(boxes: &[Point], places: &mut [Point], width: f64) {
    for _ in 0..PUSHES {
        let mut is_moved = false;
        for i in 0..places.len() {
            for j in 0..i {
                let over = overlap((boxes[i], places[i]), (boxes[j], places[j]));
                if over.x <= 0.01 || over.y <= 0.01 {
                    continue;
                }
                is_moved = true;
                let sign = |a: f64, b: f64| if a < b { -0.5 } else { 0.5 };
                // Down there is room without end.
                if over.x * 1.2 < over.y {
                    let by = over.x * sign(places[i].x, places[j].x);
                    (places[i].x, places[j].x) = (places[i].x + by, places[j].x - by);
                } else {
                    let by = over.y * sign(places[i].y, places[j].y);
                    (places[i].y, places[j].y) = (places[i].y + by, places[j].y - by);
                }
            }
            places[i].x = within(places[i].x, boxes[i].x, width);
        }
        if !is_moved {
            break;
        }
    }
}

fn within(x: f64, size: f64, width: f64) -> f64 {
    let edge = f64::midpoint(size, GAP);
    x.clamp(edge.min(width / 2.0), (width - edge).max(width / 2.0))
}

/// Gives each box that is still in the way of one before it the nearest place that is free; below all others there
/// always is one.
fn settle(boxes: &[Point], places: &mut [Point], width: f64) {
    for i in 0..places.len() {
        let wanted = Point::new(within(places[i].x, boxes[i].x, width), places[i].y);
        let is_free = |place: Point| {
            (0..i).all(|j| {
                let over = overlap((boxes[i], place), (boxes[j], places[j]));
                over.x <= 0.02 || over.y <= 0.02
            })
        };
        places[i] =
            nearest_free(wanted, |x| within(x, boxes[i].x, width), is_free).unwrap_or_else(|| {
                let lowest =
                    (0..i).map(|j| places[j].y + f64::midpoint(boxes[i].y, boxes[j].y) + GAP);
                Point::new(wanted.x, lowest.fold(wanted.y, f64::max))
            });
    }
}

/// The nearest free place, in squares that grow around the one wanted.
fn nearest_free(
    wanted: Point,
    within: impl Fn(f64) -> f64,
    is_free: impl Fn(Point) -> bool,
) -> Option<Point> {
    if is_free(wanted) {
        return Some(wanted);
    }
    (1..160_u32).find_map(|ring| {
        let far = f64::from(ring) * STEP;
        let along = (0..=2 * ring).map(|nth| f64::from(nth) * STEP - far);
        let edges = along.flat_map(|by| [(by, -far), (by, far), (-far, by), (far, by)]);
        let places = edges.map(|(x, y)| Point::new(within(wanted.x + x), wanted.y + y));
        let away = |place: &Point| {
            let (x, y) = (place.x - wanted.x, place.y - wanted.y);
            x * x + y * y
        };
        places.filter(|place| is_free(*place)).min_by(|a, b| away(a).total_cmp(&away(b)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look like chance and are always the same.
    struct Chance(u64);

    impl Chance {
        fn below(&mut self, most: u64) -> u64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % most
        }

        fn size(&mut self, least: u32, more: u64) -> f64 {
            f64::from(least) + f64::from(u32::try_from(self.below(more)).expect("it is small"))
        }
    }

    fn graph(seed: u64, count: usize, wide: u64) -> (Vec<Point>, Vec<(usize, usize, f64)>) {
        let mut chance = Chance(seed);
        let boxes =
            (0..count).map(|_| Point::new(chance.size(26, wide), chance.size(44, 100))).collect();
        let pick =
            |chance: &mut Chance| usize::try_from(chance.below(count as u64)).expect("it is small");
        let near = (0..count * 2)
            .map(|_| (pick(&mut chance), pick(&mut chance), chance.size(0, 100) / 100.0))
            .collect();
        (boxes, near)
    }

    /// That nothing lies over anything or beside the surface.
    fn check(seed: u64, count: usize, (wide, width): (u64, f64)) {
        let (boxes, near) = graph(seed, count, wide);
        let surface = place(&boxes, &near, width);
        let placed: Vec<(Point, Point)> =
            boxes.iter().copied().zip(surface.places.iter().copied()).collect();
        for (nth, (it, at)) in placed.iter().enumerate() {
            let inside = at.x - it.x / 2.0 >= 0.0
                && at.x + it.x / 2.0 <= width
                && at.y - it.y / 2.0 >= 0.0
                && at.y + it.y / 2.0 <= surface.height;
            assert!(inside, "{count} in {width}: {at:?} of {it:?}");
            for other in &placed[..nth] {
                let over = overlap((*it, *at), *other);
                assert!(over.x < 1.0 || over.y < 1.0, "{count} in {width}: {at:?} over {other:?}");
            }
        }
    }

    #[test]
    fn nothing_lies_over_anything() {
        for (seed, count) in [1, 2, 3, 5, 8, 13, 21, 40].into_iter().enumerate() {
            check(seed as u64, count, (104, 320.0));
            check(seed as u64, count, (104, 880.0));
        }
        // Long names; and more than a map ever has.
        for (count, wide, width) in
            [(3, 212, 320.0), (25, 212, 320.0), (60, 104, 320.0), (150, 104, 880.0)]
        {
            check(7, count, (wide, width));
        }
    }

    #[test]
    fn the_same_again() {
        let (boxes, near) = graph(3, 40, 104);
        assert_eq!(place(&boxes, &near, 320.0), place(&boxes, &near, 320.0));
    }

    #[test]
    fn what_belongs_together_is_nearer() {
        // Two groups of four; within a group all belong together, between them one pair does, a little.
        let boxes = vec![Point::new(60.0, 60.0); 8];
        let mut near: Vec<(usize, usize, f64)> = Vec::new();
        for group in [0, 4] {
            for a in group..group + 4 {
                near.extend((group..a).map(|b| (a, b, 0.9)));
            }
        }
        near.push((0, 4, 0.05));
        let places = place(&boxes, &near, 880.0).places;
        let far = |a: usize, b: usize| {
            let (x, y) = (places[a].x - places[b].x, places[a].y - places[b].y);
            (x * x + y * y).sqrt()
        };
        let pairs = || (0..8).flat_map(|a| (0..a).map(move |b| (a, b)));
        let mean = |same: bool| {
            let own: Vec<f64> =
                pairs().filter(|(a, b)| (a / 4 == b / 4) == same).map(|(a, b)| far(a, b)).collect();
            own.iter().sum::<f64>() / number(own.len())
        };
        assert!(mean(true) * 2.0 < mean(false), "{} and {}", mean(true), mean(false));
    }

    #[test]
    fn nothing_and_next_to_nothing() {
        assert_eq!(place(&[], &[], 360.0).places, []);
        let one = place(&[Point::new(500.0, 40.0)], &[(0, 0, 1.0), (0, 7, 1.0)], 360.0);
        assert_eq!(one.places.len(), 1);
        assert!(one.height >= 40.0, "{one:?}");
        let same = place(&[Point::new(50.0, 40.0); 3], &[(0, 1, f64::NAN)], 360.0);
        assert!(same.places.iter().all(|place| place.x.is_finite() && place.y.is_finite()));
    }
}
