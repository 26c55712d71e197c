//! What goes to standard output: text with colors where they are wanted, sizes, tables.

use std::io::{self, Write as _};

use anstyle::{AnsiColor, Style};
use anyhow::Context as _;
use kht_schema::kernel::HostLaunch;
use kht_schema::{Exactness, Kernel};
use serde::Serialize;
use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::{Alignment, Padding, Style as Lines};

/// Titles.
pub(crate) const BOLD: Style = Style::new().bold();

/// What matters less.
pub(crate) const DIM: Style = Style::new().dimmed();

/// Writes text to standard output; colors are left out where nobody sees them.
///
/// A reader that has seen enough and closed the pipe is no error.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("cannot write to standard output"),
    }
}

/// Writes a value as JSON, one line per value.
pub(crate) fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    print(&(serde_json::to_string_pretty(value)? + "\n"))
}

/// Text of others, made safe to print: what would move the cursor or change colors is escaped.
pub(crate) fn plain(text: &str) -> String {
    let escape = |letter: char| {
        // Letters that reverse what follows deceive readers as well.
        let hidden = matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' |
            '\u{2066}'..='\u{2069}' | '\u{feff}');
        if letter.is_control() || hidden {
            letter.escape_default().to_string()
        } else {
            letter.to_string()
        }
    };
    text.chars().map(escape).collect()
}

/// The same for text of several lines.
pub(crate) fn plain_lines(text: &str) -> String {
    text.split('\n').map(plain).collect::<Vec<_>>().join("\n")
}

/// A kernel whose names and places are safe to print.
pub(crate) fn plain_kernel(kernel: &Kernel) -> Kernel {
    let mut kernel = kernel.clone();
    let safe = |text: &mut String| *text = plain(text);
    [&mut kernel.name, &mut kernel.display].into_iter().for_each(safe);
    kernel.source.iter_mut().for_each(safe);
    kernel.params.iter_mut().filter_map(|it| it.name.as_mut()).for_each(safe);
    kernel.loops.iter_mut().filter_map(|it| it.source.as_mut()).for_each(safe);
    kernel.accesses.iter_mut().filter_map(|it| it.source.as_mut()).for_each(safe);
    for opaque in &mut kernel.opaques {
        safe(&mut opaque.why.instruction);
        opaque.why.source.iter_mut().for_each(safe);
    }
    for HostLaunch { source, function, arguments, shapes } in &mut kernel.launches {
        [source, function].into_iter().for_each(safe);
        arguments.iter_mut().for_each(safe);
        shapes.iter_mut().flat_map(|it| it.grid.iter_mut().chain(&mut it.block)).for_each(safe);
    }
    kernel.diagnostics.iter_mut().for_each(safe);
    kernel
}

/// An exactness in the color of a traffic light.
pub(crate) fn exactness(exactness: Exactness) -> String {
    let (name, color) = match exactness {
        Exactness::Exact => ("exact", AnsiColor::Green),
        Exactness::Upper => ("upper", AnsiColor::Yellow),
        Exactness::Unknown => ("unknown", AnsiColor::Red),
    };
    let style = color.on_default();
    format!("{style}{name}{style:#}")
}

/// A size as people write it: `640 B`, `1.5 MiB`.
pub(crate) fn size(bytes: u64) -> String {
    const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    let mut unit = 0;
    // Sizes beyond 2^53 are shown to three digits only, so that nothing visible is lost.
    #[expect(clippy::cast_precision_loss, reason = "shown with one digit after the point")]
    let mut value = bytes as f64 / 1024.0;
    // What would be shown as 1024.0 belongs to the next unit.
    while 1023.95 <= value && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    let text = format!("{value:.1}");
    format!("{} {}", text.strip_suffix(".0").unwrap_or(&text), UNITS[unit])
}

/// Aligned columns, indented; those from `first_number` on are flush right.
pub(crate) fn columns(rows: Vec<Vec<String>>, first_number: usize) -> String {
    let mut table = Builder::from_iter(rows).build();
    table.with(Lines::empty());
    table.with(Padding::new(2, 0, 0, 0));
    if first_number < table.count_columns() {
        table.modify(Columns::new(first_number..), Alignment::right());
    }
    let lines = table.to_string();
    lines.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::{columns, plain, size};

    #[test]
    fn sizes_have_the_largest_unit_that_fits() {
        let shown = |bytes: u64| size(bytes);
        assert_eq!(shown(0), "0 B");
        assert_eq!(shown(1023), "1023 B");
        assert_eq!(shown(1024), "1 KiB");
        assert_eq!(shown(1536), "1.5 KiB");
        assert_eq!(shown((1 << 20) - 1), "1 MiB");
        assert_eq!(shown(80 << 30), "80 GiB");
        assert_eq!(shown(u64::MAX), "16 EiB");
    }

    #[test]
    fn columns_are_aligned_without_blanks_at_the_end() {
        let row = |name: &str, n: &str| vec![name.to_owned(), n.to_owned()];
        let text = columns(vec![row("x", "1"), row("longer", "200")], 1);
        assert_eq!(text, "  x         1\n  longer  200\n");
    }

    #[test]
    fn text_of_others_cannot_steer_the_terminal() {
        assert_eq!(plain("k\u{1b}[31m\n\u{202e}<é>"), "k\\u{1b}[31m\\n\\u{202e}<é>");
    }
}
