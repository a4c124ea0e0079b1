//! Words that hold a sentence together and say nothing of what it is about: a search is not about them.

use super::Language;

const DUTCH: &str = "aan achter af al alle alleen allemaal als altijd ander andere anders bij binnen boven buiten daar \
    daarbij daarmee daarna daarom daarop daarvan daarvoor dan dat de deze die dit doe doen doet door dus echt een eens \
    eigenlijk en enige er erg ergens ermee erop ervan ervoor even gaan gaat ga geen gewoon ging graag had \
    haar hadden heb hebben hebt heeft heel hem hen het hier hiermee hij hoe hoeveel hun ieder iedere iedereen iemand \
    iets ik in is ja je jij jou jouw jullie kan kon konden kun kunnen kunt maak maar mag me mee \
    meer men met mij mijn moet moeten mogen na naar naast nee niet niets nog nou nu of om omdat onder \
    ons onze ook op over per pas sinds soms steeds te tegen ten ter toch toe toen tot tussen u uit uw van \
    vanaf vanuit verder volgens voor waar waaraan waarbij waarin waarmee waarom waarop waarover waarvan \
    waarvoor wanneer want waren was wat we weet wel welk welke werd werden wie wij wil willen word worden wordt \
    zal ze zeer zelf zich zij zijn zit zo zoals zodat zonder zou zouden zullen kom komen \
    komt staan staat vind vinden zet zetten zie zien goed goede weten krijg krijgen krijgt nodig misschien";
const ENGLISH: &str = "a about after again all also always am an and any are as at be because been before being best \
    between both but by can could did do does doing done down during each else ever every few for from get give go \
    good had has have he her here him his how i if in into is it its just like make many may me more most much must my \
    need no nor not now of off on once one only or other our out over own per please same shall she should so some \
    such tell than that the their them then there these they this those through to too under until up us use using \
    very via want was we were what when where whether which while who whom whose why will with within without would \
    you your";

/// The function words of a language, folded; none where weef has no list.
pub fn function_words(language: Language) -> impl Iterator<Item = &'static str> {
    let words = match language.primary() {
        "nl" => DUTCH,
        "en" => ENGLISH,
        _ => "",
    };
    words.split_ascii_whitespace()
}
