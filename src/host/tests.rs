//! Nothing that an editor writes says anything in the language of a host; policies are what internet.nl asks for.
