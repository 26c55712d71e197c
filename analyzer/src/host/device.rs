//! Kernels written in Rust: functions with `#[kernel]`, or with the ABI of kernels.

use syn::ext::IdentExt as _;

use super::sources::Sources;
use super::text::text;
use super::{DeviceKernel, DeviceParam};
use quote::ToTokens as _;

/// The ABIs of functions that a host launches.
const ABIS: [&str; 2] = ["ptx-kernel", "gpu-kernel"];

/// Whether a function runs on the device and is launched by the host.
pub(super) fn is_kernel(item: &syn::ItemFn) -> bool {
    let last = |attribute: &syn::Attribute| {
        attribute.path().segments.last().is_some_and(|last| last.ident == "kernel")
    };
    let abi = item.sig.abi.as_ref().and_then(|abi| abi.name.as_ref()).map(syn::LitStr::value);
    item.attrs.iter().any(last) || abi.is_some_and(|abi| ABIS.contains(&abi.as_str()))
}

/// What a kernel's signature says.
pub(super) fn describe(item: &syn::ItemFn, sources: &Sources) -> DeviceKernel {
    let params = item.sig.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(typed) => Some(DeviceParam {
            name: pattern_name(&typed.pat),
            ty: text(&typed.ty.to_token_stream()),
            mutable: is_mutable(&typed.ty),
        }),
        syn::FnArg::Receiver(_) => None,
    });
    let name = item.sig.ident.unraw().to_string();
    DeviceKernel {
        at: sources.place(item.sig.ident.span()),
        symbol: symbol(&item.attrs, &name),
        name,
        params: params.collect(),
    }
}

fn pattern_name(pattern: &syn::Pat) -> String {
    match pattern {
        syn::Pat::Ident(ident) => ident.ident.unraw().to_string(),
        pattern => text(&pattern.to_token_stream()),
    }
}

/// Whether the kernel may write through a parameter: `*mut T`, `&mut T`.
fn is_mutable(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::Ptr(pointer) => matches!(pointer.mutability, syn::PointerMutability::Mut(_)),
        syn::Type::Reference(reference) => reference.mutability.is_some(),
        syn::Type::Group(group) => is_mutable(&group.elem),
        syn::Type::Paren(paren) => is_mutable(&paren.elem),
        _ => false,
    }
}

/// The name in the module, if the source fixes it: `no_mangle`, `export_name`.
fn symbol(attributes: &[syn::Attribute], name: &str) -> Option<String> {
    let mut symbol = None;
    let mut take = |meta: &syn::Meta| {
        if meta.path().is_ident("no_mangle") {
            symbol = Some(name.to_owned());
        }
        if let syn::Meta::NameValue(pair) = meta
            && pair.path.is_ident("export_name")
            && let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(value), .. }) = &pair.value
        {
            symbol = Some(value.value());
        }
    };
    for attribute in attributes {
        if attribute.path().is_ident("unsafe") {
            if let Ok(inner) = attribute.parse_args::<syn::Meta>() {
                take(&inner);
            }
        } else {
            take(&attribute.meta);
        }
    }
    symbol
}
