//! Configurations of launches: grid, block and shared memory as expressions of the host.

use syn::{Expr, ExprStruct, Member};

use super::Shape;
use super::text::text;
use super::values::Value;
use super::walk::Walker;

impl Walker<'_, '_> {
    /// `LaunchConfig { grid_dim: …, … }`
    pub(super) fn shape(&mut self, made: &ExprStruct) -> Value {
        let rest = made.rest.as_ref().map(|rest| self.eval(rest));
        let mut shapes = match rest {
            Some(Value::Config(shapes)) => shapes,
            Some(_) => return Value::opaque("a configuration made of another"),
            None => vec![Shape::default()],
        };
        for field in &made.fields {
            let value = self.eval(&field.expr);
            self.set_member(&mut shapes, &field.member, &field.expr, &value);
        }
        Value::Config(shapes)
    }

    /// `LaunchConfig::for_num_elems(n)`: a thread for each, in blocks of 1024.
    pub(super) fn shape_for(&self, number: &Expr) -> Value {
        let number = self.shown(number).text;
        let simple = number.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
        let number = if simple { number } else { format!("({number})") };
        let one = || "1".to_owned();
        let blocks = format!("{number}.div_ceil(1024)");
        Value::Config(vec![Shape {
            grid: [blocks, one(), one()],
            block: ["1024".to_owned(), one(), one()],
            shared: "0".to_owned(),
        }])
    }

    /// `config.grid_dim = …`
    pub(super) fn set_shape(&mut self, field: &syn::ExprField, right: &Expr, value: &Value) {
        if let Value::Config(mut shapes) = self.eval(&field.base) {
            self.set_member(&mut shapes, &field.member, right, value);
            self.assign_to(&field.base, Value::Config(shapes));
        }
    }

    fn set_member(&self, shapes: &mut [Shape], member: &Member, expr: &Expr, value: &Value) {
        let Member::Named(name) = member else {
            return;
        };
        let shown = text(&self.outside(expr));
        let dims = || match value {
            Value::Tuple(dims) if dims.len() == 3 => {
                [0, 1, 2].map(|axis| dims[axis].shown.text.clone())
            }
            _ => ["0", "1", "2"].map(|axis| format!("{shown}.{axis}")),
        };
        for shape in shapes {
            match name.to_string().as_str() {
                "grid_dim" => shape.grid = dims(),
                "block_dim" => shape.block = dims(),
                "shared_mem_bytes" => shape.shared.clone_from(&shown),
                _ => {}
            }
        }
    }
}
