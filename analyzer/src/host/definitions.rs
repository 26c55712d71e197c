//! What a crate defines, by name: functions, constants, macros, renames.
//!
//! There is no type inference here. A name that several items have stands for all of them, cut
//! down by what the path says (the type before `::`, the trait that bounds a type parameter).

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::visit::{self, Visit};

use super::macros::MacroRules;
use super::sources::Sources;

/// Expansions in expansions.
const MAX_EXPANSIONS: usize = 12;

/// A function or method with a body.
pub(super) struct Function {
    pub(super) name: String,
    /// The type of the `impl`, or the trait, that it stands in.
    pub(super) owner: Option<String>,
    pub(super) file: usize,
    /// Type parameters, of the `impl` too, and the traits that bound them.
    pub(super) bounds: HashMap<String, Vec<String>>,
    /// Whether it takes `self`.
    pub(super) method: bool,
    /// Patterns of the other parameters.
    pub(super) params: Vec<syn::Pat>,
    /// The words of its return type.
    pub(super) returns: HashSet<String>,
    /// The words of its body.
    pub(super) words: HashSet<String>,
    pub(super) body: syn::Block,
}

impl Function {
    /// Its name with that of the type, for people.
    pub(super) fn path(&self) -> String {
        match &self.owner {
            Some(owner) => format!("{owner}::{}", self.name),
            None => self.name.clone(),
        }
    }
}

/// A constant or static.
pub(super) struct Constant {
    /// The type of the `impl`, or the trait, that it stands in.
    pub(super) owner: Option<String>,
    /// The trait that is implemented, or that it stands in.
    pub(super) of_trait: Option<String>,
    pub(super) file: usize,
    pub(super) value: syn::Expr,
}

/// Everything by name.
#[derive(Default)]
pub(super) struct Definitions {
    pub(super) functions: HashMap<String, Vec<Rc<Function>>>,
    /// In the order of the files.
    pub(super) all: Vec<Rc<Function>>,
    pub(super) constants: HashMap<String, Vec<Rc<Constant>>>,
    pub(super) macros: HashMap<String, MacroRules>,
    /// Functions of `extern` blocks.
    pub(super) foreign: HashMap<String, syn::ForeignItemFn>,
    /// Functions that run on the device, and their files.
    pub(super) device: Vec<(usize, syn::ItemFn)>,
    /// `use a as b`: (file, b) to a.
    renames: HashMap<(usize, String), String>,
}

impl Definitions {
    /// Gathers the definitions of all files.
    pub(super) fn collect(sources: &Sources) -> Definitions {
        let mut definitions = Definitions::default();
        for (file, source) in sources.files.iter().enumerate() {
            if let Some(syntax) = &source.syntax {
                MacroFinder { file, definitions: &mut definitions }.visit_file(syntax);
            }
        }
        for (file, source) in sources.files.iter().enumerate() {
            let mut collector = Collector {
                definitions: &mut definitions,
                file,
                sources,
                owner: None,
                of_trait: None,
                bounds: HashMap::new(),
                expansions: 0,
            };
            if let Some(syntax) = &source.syntax {
                collector.visit_file(syntax);
            }
        }
        definitions
    }

    /// The name that a name of a file was imported as.
    pub(super) fn original<'n>(&'n self, file: usize, name: &'n str) -> &'n str {
        self.renames.get(&(file, name.to_owned())).map_or(name, String::as_str)
    }

    /// What a use of one of the crate's macros stands for.
    pub(super) fn expand(&self, file: usize, used: &syn::Macro) -> Option<TokenStream> {
        self.rules(file, used)?.expand(&used.tokens)
    }

    /// The definition of a macro that is used.
    pub(super) fn rules(&self, file: usize, used: &syn::Macro) -> Option<&MacroRules> {
        let name = used.path.segments.last()?.ident.to_string();
        self.macros.get(self.original(file, &name))
    }
}

/// The words among tokens, inner ones included.
pub(super) fn words(tokens: &TokenStream) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut streams = vec![tokens.clone()];
    while let Some(stream) = streams.pop() {
        for token in stream {
            match token {
                TokenTree::Ident(word) => {
                    found.insert(word.to_string());
                }
                TokenTree::Group(group) => streams.push(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
    found
}

/// The last word of a type's path: `Vec` of `std::vec::Vec<T>`.
pub(super) fn type_name(ty: &syn::Type) -> Option<String> {
    match ty {
        syn::Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        syn::Type::Reference(reference) => type_name(&reference.elem),
        syn::Type::Group(group) => type_name(&group.elem),
        syn::Type::Paren(paren) => type_name(&paren.elem),
        _ => None,
    }
}

/// First round: macros, as they may be used before they are defined.
struct MacroFinder<'d> {
    file: usize,
    definitions: &'d mut Definitions,
}

impl<'a> Visit<'a> for MacroFinder<'_> {
    fn visit_item_macro(&mut self, item: &'a syn::ItemMacro) {
        if let Some(name) = &item.ident {
            // The first of a name is kept, whatever its scope.
            let rules = || MacroRules::parse(&item.mac.tokens);
            self.definitions.macros.entry(name.to_string()).or_insert_with(rules);
        }
    }

    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        let mut trees = vec![&item.tree];
        while let Some(tree) = trees.pop() {
            match tree {
                syn::UseTree::Path(path) => trees.push(&path.tree),
                syn::UseTree::Group(group) => trees.extend(&group.items),
                syn::UseTree::Rename(rename) => {
                    let key = (self.file, rename.rename.to_string());
                    self.definitions.renames.insert(key, rename.ident.to_string());
                }
                _ => {}
            }
        }
    }
}

/// Second round: everything else, with the crate's macros expanded.
struct Collector<'d> {
    definitions: &'d mut Definitions,
    sources: &'d Sources,
    file: usize,
    owner: Option<String>,
    of_trait: Option<String>,
    bounds: HashMap<String, Vec<String>>,
    expansions: usize,
}

impl Collector<'_> {
    fn function(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let mut bounds = self.bounds.clone();
        add_bounds(&signature.generics, &mut bounds);
        let params = signature.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(typed) => Some((*typed.pat).clone()),
            syn::FnArg::Receiver(_) => None,
        });
        let function = Rc::new(Function {
            name: signature.ident.to_string(),
            owner: self.owner.clone(),
            // A function that a macro makes belongs to the macro's file.
            file: self.sources.file(signature.ident.span()).unwrap_or(self.file),
            bounds,
            method: signature.receiver().is_some(),
            params: params.collect(),
            returns: words(&signature.output.to_token_stream()),
            words: words(&body.to_token_stream()),
            body: body.clone(),
        });
        self.definitions.all.push(function.clone());
        self.definitions.functions.entry(function.name.clone()).or_default().push(function);
    }

    fn constant(&mut self, name: &syn::Ident, value: &syn::Expr) {
        let constant = Constant {
            owner: self.owner.clone(),
            of_trait: self.of_trait.clone(),
            file: self.file,
            value: value.clone(),
        };
        let named = self.definitions.constants.entry(name.to_string()).or_default();
        named.push(Rc::new(constant));
    }

    /// Visits what is inside of an `impl` or a trait.
    fn inside(
        &mut self,
        owner: Option<String>,
        of_trait: Option<String>,
        generics: &syn::Generics,
        visit: impl FnOnce(&mut Self),
    ) {
        let outer_bounds = self.bounds.clone();
        add_bounds(generics, &mut self.bounds);
        let outer = (
            std::mem::replace(&mut self.owner, owner),
            std::mem::replace(&mut self.of_trait, of_trait),
        );
        visit(self);
        (self.owner, self.of_trait) = outer;
        self.bounds = outer_bounds;
    }

    fn expanded(&mut self, used: &syn::Macro, visit: impl FnOnce(&mut Self, TokenStream)) {
        if self.expansions < MAX_EXPANSIONS
            && let Some(tokens) = self.definitions.expand(self.file, used)
        {
            self.expansions += 1;
            visit(self, tokens);
            self.expansions -= 1;
        }
    }
}

impl<'a> Visit<'a> for Collector<'_> {
    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        if super::device::is_kernel(item) {
            self.definitions.device.push((self.file, item.clone()));
        }
        let (owner, of_trait) = (self.owner.take(), self.of_trait.take());
        self.function(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
        (self.owner, self.of_trait) = (owner, of_trait);
    }

    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        let of_trait = item.trait_.as_ref().and_then(|each| each.0.segments.last());
        let of_trait = of_trait.map(|last| last.ident.to_string());
        self.inside(type_name(&item.self_ty), of_trait, &item.generics, |inside| {
            visit::visit_item_impl(inside, item);
        });
    }

    fn visit_item_trait(&mut self, item: &'a syn::ItemTrait) {
        let name = item.ident.to_string();
        self.inside(Some(name.clone()), Some(name), &item.generics, |inside| {
            visit::visit_item_trait(inside, item);
        });
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.function(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        if let Some(body) = &item.default {
            self.function(&item.sig, body);
        }
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_item_const(&mut self, item: &'a syn::ItemConst) {
        self.constant(&item.ident, &item.expr);
        visit::visit_item_const(self, item);
    }

    fn visit_item_static(&mut self, item: &'a syn::ItemStatic) {
        self.constant(&item.ident, &item.expr);
        visit::visit_item_static(self, item);
    }

    fn visit_impl_item_const(&mut self, item: &'a syn::ImplItemConst) {
        self.constant(&item.ident, &item.expr);
        visit::visit_impl_item_const(self, item);
    }

    fn visit_trait_item_const(&mut self, item: &'a syn::TraitItemConst) {
        if let Some((_, value)) = &item.default {
            self.constant(&item.ident, value);
        }
        visit::visit_trait_item_const(self, item);
    }

    fn visit_foreign_item_fn(&mut self, item: &'a syn::ForeignItemFn) {
        self.definitions.foreign.insert(item.sig.ident.to_string(), item.clone());
    }

    fn visit_item_macro(&mut self, item: &'a syn::ItemMacro) {
        if item.ident.is_some() {
            return;
        }
        self.expanded(&item.mac, |inside, tokens| {
            if let Ok(file) = syn::parse2::<syn::File>(tokens) {
                inside.visit_file(&file);
            }
        });
    }

    fn visit_impl_item_macro(&mut self, item: &'a syn::ImplItemMacro) {
        self.expanded(&item.mac, |inside, tokens| {
            // The type does not matter: the owner is known already.
            let block = quote::quote!(impl Inside { #tokens });
            if let Ok(block) = syn::parse2::<syn::ItemImpl>(block) {
                visit::visit_item_impl(inside, &block);
            }
        });
    }
}

fn add_bounds(generics: &syn::Generics, bounds: &mut HashMap<String, Vec<String>>) {
    let traits = |list: &syn::punctuated::Punctuated<syn::TypeParamBound, syn::Token![+]>| {
        let name = |bound: &syn::TypeParamBound| match bound {
            syn::TypeParamBound::Trait(bound) => {
                bound.path.segments.last().map(|last| last.ident.to_string())
            }
            _ => None,
        };
        list.iter().filter_map(name).collect::<BTreeSet<_>>()
    };
    for param in generics.type_params() {
        bounds.entry(param.ident.to_string()).or_default().extend(traits(&param.bounds));
    }
    for predicate in generics.where_clause.iter().flat_map(|clause| &clause.predicates) {
        if let syn::WherePredicate::Type(predicate) = predicate
            && let Some(name) = type_name(&predicate.bounded_ty)
            && let Some(known) = bounds.get_mut(&name)
        {
            known.extend(traits(&predicate.bounds));
        }
    }
}
