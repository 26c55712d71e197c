//! Topologies of common machines, with the public source of each number in a comment of its file.

/// Name and TOML text of each preset, in alphabetical order.
pub const PRESETS: &[(&str, &str)] = &[
    ("a100-4", include_str!("../../presets/a100-4.toml")),
    ("h100-pcie", include_str!("../../presets/h100-pcie.toml")),
    ("h200-nvlink-2", include_str!("../../presets/h200-nvlink-2.toml")),
    ("rtx4090", include_str!("../../presets/rtx4090.toml")),
    ("tiny", include_str!("../../presets/tiny.toml")),
    ("tiny-2", include_str!("../../presets/tiny-2.toml")),
];

/// The text of a preset.
#[must_use]
pub fn preset_text(name: &str) -> Option<&'static str> {
    PRESETS.iter().find(|(preset, _)| *preset == name).map(|(_, text)| *text)
}
