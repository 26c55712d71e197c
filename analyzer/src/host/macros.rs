//! Expansion of a crate's own `macro_rules!`, as far as their use can be matched.
//!
//! Launches hide in macros: arguments are pushed by `builder_arg!(builder, a, b)`, constants with
//! kernel names are made by `unary_op!(Exp, "exp", …)`. Fragments are parsed by syn, so a rule
//! takes what the compiler takes, with two liberties: rules that differ in hygiene only are not
//! told apart, and a rule that the compiler would refuse to try next is tried.

use std::collections::{BTreeMap, HashSet};

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser as _};

use super::definitions::words;

/// Tokens that one expansion may produce.
const MAX_TOKENS: usize = 1 << 18;

/// A `macro_rules!` definition.
pub(super) struct MacroRules {
    rules: Vec<(Vec<Matcher>, TokenStream)>,
    words: HashSet<String>,
}

/// One part of the left side of a rule.
enum Matcher {
    Token(TokenTree),
    Group(Delimiter, Vec<Matcher>),
    Fragment { name: String, kind: String },
    Repeat { inner: Vec<Matcher>, separator: Option<TokenTree>, times: Times },
}

#[derive(Clone, Copy, PartialEq)]
enum Times {
    Any,
    AtLeastOnce,
    AtMostOnce,
}

/// What the fragments of a rule stand for.
type Bindings = BTreeMap<String, Bound>;

#[derive(Clone)]
enum Bound {
    Once(TokenStream),
    /// Bound in a repetition, once per round.
    Often(Vec<Bindings>),
}

impl MacroRules {
    /// Reads the body of a definition; rules that cannot be read are left out.
    pub(super) fn parse(body: &TokenStream) -> MacroRules {
        let mut rules = Vec::new();
        let mut tokens = body.clone().into_iter();
        // `(left) => {right};`
        while let Some(TokenTree::Group(left)) = tokens.next() {
            let arrow = [tokens.next(), tokens.next()];
            let Some(TokenTree::Group(right)) = tokens.next() else {
                break;
            };
            tokens.next();
            if !arrow.iter().all(|token| matches!(token, Some(TokenTree::Punct(_)))) {
                break;
            }
            if let Some(left) = matchers(left.stream()) {
                rules.push((left, right.stream()));
            }
        }
        MacroRules { rules, words: words(body) }
    }

    /// The words of all rules.
    pub(super) fn words(&self) -> &HashSet<String> {
        &self.words
    }

    /// What stands in place of a use; none if no rule takes its tokens.
    pub(super) fn expand(&self, arguments: &TokenStream) -> Option<TokenStream> {
        self.rules.iter().find_map(|(left, right)| {
            let take = |input: ParseStream<'_>| {
                let mut bindings = Bindings::new();
                match_all(left, input, &mut bindings)?;
                if input.is_empty() { Ok(bindings) } else { Err(input.error("left over")) }
            };
            let bindings = take.parse2(arguments.clone()).ok()?;
            let mut left = MAX_TOKENS;
            substitute(right, &bindings, &mut left)
        })
    }
}

/// The left side of a rule; none if it is none.
fn matchers(tokens: TokenStream) -> Option<Vec<Matcher>> {
    let mut found = Vec::new();
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        let dollar = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '$');
        match token {
            _ if dollar => match rest.next()? {
                TokenTree::Ident(name) => {
                    rest.next_if(|token| is_punct(token, ':'))?;
                    let TokenTree::Ident(kind) = rest.next()? else {
                        return None;
                    };
                    found
                        .push(Matcher::Fragment { name: name.to_string(), kind: kind.to_string() });
                }
                TokenTree::Group(group) => {
                    let inner = matchers(group.stream())?;
                    let (separator, times) = repetition(&mut rest)?;
                    found.push(Matcher::Repeat { inner, separator, times });
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => return None,
            },
            TokenTree::Group(group) => {
                found.push(Matcher::Group(group.delimiter(), matchers(group.stream())?));
            }
            token => found.push(Matcher::Token(token)),
        }
    }
    Some(found)
}

fn is_punct(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// What follows `$(…)`: a separator, perhaps, and how often.
fn repetition(rest: &mut impl Iterator<Item = TokenTree>) -> Option<(Option<TokenTree>, Times)> {
    let times = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => match punct.as_char() {
            '*' => Some(Times::Any),
            '+' => Some(Times::AtLeastOnce),
            '?' => Some(Times::AtMostOnce),
            _ => None,
        },
        TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Literal(_) => None,
    };
    let first = rest.next()?;
    if let Some(times) = times(&first) {
        return Some((None, times));
    }
    let second = rest.next()?;
    Some((Some(first), times(&second)?))
}

fn match_all(
    matchers: &[Matcher],
    input: ParseStream<'_>,
    bindings: &mut Bindings,
) -> syn::Result<()> {
    matchers.iter().try_for_each(|matcher| match_one(matcher, input, bindings))
}

fn match_one(
    matcher: &Matcher,
    input: ParseStream<'_>,
    bindings: &mut Bindings,
) -> syn::Result<()> {
    match matcher {
        Matcher::Token(expected) => same_token(expected, input),
        Matcher::Group(delimiter, inner) => {
            let TokenTree::Group(group) = input.parse()? else {
                return Err(input.error("expected a group"));
            };
            if group.delimiter() != *delimiter {
                return Err(input.error("expected another delimiter"));
            }
            let take = |input: ParseStream<'_>| match_all(inner, input, bindings);
            take.parse2(group.stream())
        }
        Matcher::Fragment { name, kind } => {
            bindings.insert(name.clone(), Bound::Once(fragment(kind, input)?));
            Ok(())
        }
        Matcher::Repeat { inner, separator, times } => {
            let rounds = repeat(inner, separator.as_ref(), *times, input)?;
            for name in names(inner) {
                bindings.insert(name, Bound::Often(rounds.clone()));
            }
            Ok(())
        }
    }
}

fn same_token(expected: &TokenTree, input: ParseStream<'_>) -> syn::Result<()> {
    let found: TokenTree = input.parse()?;
    // Blanks around signs do not matter.
    let same = match (&found, expected) {
        (TokenTree::Punct(found), TokenTree::Punct(expected)) => {
            found.as_char() == expected.as_char()
        }
        _ => found.to_string() == expected.to_string(),
    };
    if same { Ok(()) } else { Err(input.error("expected another token")) }
}

fn repeat(
    inner: &[Matcher],
    separator: Option<&TokenTree>,
    times: Times,
    input: ParseStream<'_>,
) -> syn::Result<Vec<Bindings>> {
    use syn::parse::discouraged::Speculative as _;

    let mut rounds = Vec::new();
    let most = if times == Times::AtMostOnce { 1 } else { usize::MAX };
    while !input.is_empty() && rounds.len() < most {
        let ahead = input.fork();
        if let Some(separator) = separator.filter(|_| !rounds.is_empty())
            && same_token(separator, &ahead).is_err()
        {
            break;
        }
        let before = ahead.cursor();
        let mut bindings = Bindings::new();
        if match_all(inner, &ahead, &mut bindings).is_err() || ahead.cursor() == before {
            break;
        }
        input.advance_to(&ahead);
        rounds.push(bindings);
    }
    if times == Times::AtLeastOnce && rounds.is_empty() {
        return Err(input.error("expected at least one"));
    }
    Ok(rounds)
}

/// The fragments that a list binds.
fn names(matchers: &[Matcher]) -> Vec<String> {
    let each = |matcher: &Matcher| match matcher {
        Matcher::Token(_) => Vec::new(),
        Matcher::Fragment { name, .. } => vec![name.clone()],
        Matcher::Group(_, inner) | Matcher::Repeat { inner, .. } => names(inner),
    };
    matchers.iter().flat_map(each).collect()
}

/// Takes one fragment; what has parts stays one unit, as in the compiler.
fn fragment(kind: &str, input: ParseStream<'_>) -> syn::Result<TokenStream> {
    fn unit<T: Parse + ToTokens>(input: ParseStream<'_>) -> syn::Result<TokenStream> {
        let tokens = input.parse::<T>()?.into_token_stream();
        Ok(TokenTree::Group(Group::new(Delimiter::None, tokens)).into())
    }
    match kind {
        "ident" => Ok(Ident::parse_any(input)?.into_token_stream()),
        "expr" | "expr_2021" => unit::<syn::Expr>(input),
        "ty" => unit::<syn::Type>(input),
        "path" => Ok(input.parse::<syn::Path>()?.into_token_stream()),
        "literal" => {
            let minus: Option<syn::Token![-]> = input.parse()?;
            let literal: syn::Lit = input.parse()?;
            Ok(minus.into_iter().flat_map(ToTokens::into_token_stream).collect::<TokenStream>())
                .map(|mut tokens| {
                    literal.to_tokens(&mut tokens);
                    tokens
                })
        }
        "lifetime" => Ok(input.parse::<syn::Lifetime>()?.into_token_stream()),
        "block" => Ok(input.parse::<syn::Block>()?.into_token_stream()),
        "item" => Ok(input.parse::<syn::Item>()?.into_token_stream()),
        "stmt" => Ok(input.parse::<syn::Stmt>()?.into_token_stream()),
        "vis" => Ok(input.parse::<syn::Visibility>()?.into_token_stream()),
        "meta" => Ok(input.parse::<syn::Meta>()?.into_token_stream()),
        "pat" => Ok(syn::Pat::parse_multi_with_leading_vert(input)?.into_token_stream()),
        "pat_param" => Ok(syn::Pat::parse_single(input)?.into_token_stream()),
        "tt" => Ok(input.parse::<TokenTree>()?.into()),
        _ => Err(input.error("unknown fragment")),
    }
}

/// The right side of a rule with its fragments in place; none if it grows too large.
fn substitute(right: &TokenStream, bindings: &Bindings, left: &mut usize) -> Option<TokenStream> {
    let mut out = Vec::new();
    let mut rest = right.clone().into_iter().peekable();
    while let Some(token) = rest.next() {
        *left = left.checked_sub(1)?;
        match token {
            TokenTree::Punct(dollar) if dollar.as_char() == '$' => match rest.next()? {
                TokenTree::Ident(name) => fill_in(&name, &dollar, bindings, &mut out, left)?,
                TokenTree::Group(group) => {
                    let (separator, _) = repetition(&mut rest)?;
                    for (round, bound) in rounds(&group.stream(), bindings).iter().enumerate() {
                        if round > 0 {
                            out.extend(separator.clone());
                        }
                        out.extend(substitute(&group.stream(), bound, left)?);
                    }
                }
                token @ (TokenTree::Punct(_) | TokenTree::Literal(_)) => out.push(token),
            },
            TokenTree::Group(group) => {
                let inner = substitute(&group.stream(), bindings, left)?;
                let mut copy = Group::new(group.delimiter(), inner);
                copy.set_span(group.span());
                out.push(copy.into());
            }
            token => out.push(token),
        }
    }
    Some(out.into_iter().collect())
}

fn fill_in(
    name: &Ident,
    dollar: &Punct,
    bindings: &Bindings,
    out: &mut Vec<TokenTree>,
    left: &mut usize,
) -> Option<()> {
    match bindings.get(&name.to_string()) {
        Some(Bound::Once(tokens)) => {
            let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
            *left = left.checked_sub(tokens.len())?;
            out.extend(tokens);
        }
        _ if name == "crate" => out.push(name.clone().into()),
        // Belongs to a macro that this one defines.
        Some(Bound::Often(_)) | None => {
            out.push(Punct::new(dollar.as_char(), Spacing::Alone).into());
            out.push(name.clone().into());
        }
    }
    Some(())
}

/// What the fragments inside of a repetition stand for, round by round.
fn rounds(inner: &TokenStream, bindings: &Bindings) -> Vec<Bindings> {
    let mut used = Vec::new();
    uses(inner, &mut used);
    let repeated = used.iter().find_map(|name| match bindings.get(name) {
        Some(Bound::Often(rounds)) => Some(rounds),
        Some(Bound::Once(_)) | None => None,
    });
    // Only what is used: a long list copied for each of its rounds would take the square of it.
    let round = |(position, _): (usize, &Bindings)| {
        let bound = |name: &String| match bindings.get(name)? {
            Bound::Once(tokens) => Some((name.clone(), Bound::Once(tokens.clone()))),
            Bound::Often(rounds) => Some((name.clone(), rounds.get(position)?.get(name)?.clone())),
        };
        used.iter().filter_map(bound).collect()
    };
    repeated.map(|rounds| rounds.iter().enumerate().map(round).collect()).unwrap_or_default()
}

/// The `$names` in tokens, inner ones included.
fn uses(tokens: &TokenStream, found: &mut Vec<String>) {
    let mut dollar = false;
    for token in tokens.clone() {
        match &token {
            TokenTree::Ident(name) if dollar => found.push(name.to_string()),
            TokenTree::Group(group) => uses(&group.stream(), found),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        dollar = is_punct(&token, '$');
    }
}

#[cfg(test)]
mod tests {
    use super::MacroRules;
    use crate::host::text::text;

    fn expand(rules: &str, arguments: &str) -> Option<String> {
        let rules = MacroRules::parse(&rules.parse().unwrap());
        rules.expand(&arguments.parse().unwrap()).map(|tokens| text(&tokens))
    }

    #[test]
    fn repetitions_are_unrolled() {
        let rules = "($b:ident, $($arg:expr),* $(,)?) => { $( $b.arg(&$arg); )* };";
        assert_eq!(
            expand(rules, "builder, n as i32, dims.len(),").as_deref(),
            Some("builder.arg(&n as i32); builder.arg(&dims.len());")
        );
        assert_eq!(expand(rules, "1, 2"), None);
    }

    #[test]
    fn the_first_rule_that_takes_the_tokens_is_used() {
        let rules =
            "($a:ident) => { one }; ($a:ident, $e:expr $(, $f:ident, $g:ident)?) => { two };";
        assert_eq!(expand(rules, "x").as_deref(), Some("one"));
        assert_eq!(expand(rules, "x, |v1, v2| v1 + v2").as_deref(), Some("two"));
        assert_eq!(expand(rules, "x, |v1, v2| v1 + v2, f, g").as_deref(), Some("two"));
        assert_eq!(expand(rules, "x, |v1, v2| v1 + v2, f"), None);
    }

    #[test]
    fn repetitions_in_repetitions_keep_their_rounds() {
        let rules = "($($t:ident: [$($v:literal),*]);*) => { $( $t($($v),*); )* };";
        assert_eq!(expand(rules, "a: [1, 2]; b: []").as_deref(), Some("a(1, 2); b();"));
    }

    #[test]
    fn strange_definitions_have_no_rules() {
        for rules in ["", "x", "() =>", "($) => {};", "($x) => {};", "($(x)) => {};"] {
            assert_eq!(expand(rules, "1"), None, "{rules}");
        }
    }

    #[test]
    fn expansions_have_a_limit() {
        let many = "1,".repeat(3000);
        let rules = "($($a:literal,)*) => { $( $a f($( $a ),*) )* };";
        // Not nested in the definition, so the compiler refuses it; here it must only end.
        expand(rules, &many);
    }
}
