// SPDX-License-Identifier: Apache-2.0

//! Events of any pallet, as JSON.
//!
//! Decoded by the metadata of the block that they are in: accounts become addresses, bytes become
//! hexadecimal digits, and everything else what it is.

use crate::{
	chain::Config,
	text::{hex, Units},
};
use serde_json::{Map, Number, Value};
use subxt::{
	events::Event,
	ext::{
		scale_decode::Field,
		scale_type_resolver::{
			Primitive as Kind, ResolvedTypeVisitor, TypeResolver, UnhandledKind,
		},
		scale_value::{self, Composite, Primitive, ValueDef, Variant},
	},
	utils::AccountId32,
	Metadata,
};

/// An event with its fields.
#[derive(Debug, Clone)]
pub struct ChainEvent {
	/// The pallet.
	pub pallet: String,
	/// The event within it.
	pub event: String,
	/// Its fields.
	pub fields: Value,
}

impl ChainEvent {
	/// Reads an event of a block with this metadata.
	pub fn read(event: &Event<'_, Config>, metadata: &Metadata, units: &Units) -> Self {
		Self {
			pallet: event.pallet_name().to_owned(),
			event: event.event_name().to_owned(),
			fields: fields(event, metadata, units).unwrap_or(Value::Null),
		}
	}

	/// Whether it is this one.
	pub fn is(&self, pallet: &str, event: &str) -> bool {
		self.pallet == pallet && self.event == event
	}

	/// `Pallet.Event`.
	pub fn name(&self) -> String {
		format!("{}.{}", self.pallet, self.event)
	}
}

fn fields(event: &Event<'_, Config>, metadata: &Metadata, units: &Units) -> Option<Value> {
	let variant = metadata
		.pallet_by_event_index(event.pallet_index())?
		.event_variant_by_index(event.event_index())?;
	let mut shape =
		variant.fields.iter().map(|field| Field::new(field.ty.id, field.name.as_deref()));
	let mut bytes = event.field_bytes();
	let fields =
		scale_value::scale::decode_as_fields(&mut bytes, &mut shape, metadata.types()).ok()?;
	Some(Reader { metadata, units }.composite(&fields))
}

/// Whether a type is `u8`.
struct IsByte;

impl<'resolver> ResolvedTypeVisitor<'resolver> for IsByte {
	type TypeId = u32;
	type Value = bool;

	fn visit_unhandled(self, _: UnhandledKind) -> bool {
		false
	}

	fn visit_primitive(self, primitive: Kind) -> bool {
		matches!(primitive, Kind::U8)
	}
}

/// Turns decoded values into JSON.
struct Reader<'a> {
	metadata: &'a Metadata,
	units: &'a Units,
}

impl Reader<'_> {
	fn value(&self, value: &scale_value::Value<u32>) -> Value {
		match &value.value {
			ValueDef::Composite(inner) => {
				if self.is_account(value.context) {
					if let Some(account) = self.account(inner) {
						return Value::String(self.units.address(&account.0));
					}
				}
				self.composite(inner)
			},
			ValueDef::Variant(variant) => {
				if let Some(name) = self.module_error(value.context, variant) {
					return Value::String(name);
				}
				match (variant.name.as_str(), variant.values.is_empty()) {
					("None", true) => Value::Null,
					("Some", false) => self.composite(&variant.values),
					(name, true) => Value::String(name.to_owned()),
					(name, false) => {
						let inner = self.composite(&variant.values);
						Value::Object(Map::from_iter([(name.to_owned(), inner)]))
					},
				}
			},
			ValueDef::BitSequence(bits) => Value::String(
				bits.iter().map(|bit| if bit { '1' } else { '0' }).collect::<String>(),
			),
			ValueDef::Primitive(primitive) => json_of(primitive),
		}
	}

	fn composite(&self, composite: &Composite<u32>) -> Value {
		match composite {
			Composite::Named(fields) => Value::Object(
				fields.iter().map(|(name, value)| (name.clone(), self.value(value))).collect(),
			),
			Composite::Unnamed(values) => match (self.bytes(values), values.as_slice()) {
				(Some(bytes), _) => Value::String(hex(bytes)),
				(None, [one]) => self.value(one),
				(None, many) => Value::Array(many.iter().map(|value| self.value(value)).collect()),
			},
		}
	}

	/// The values, when they are bytes.
	fn bytes(&self, values: &[scale_value::Value<u32>]) -> Option<Vec<u8>> {
		let first = values.first()?;
		if !self.metadata.types().resolve_type(first.context, IsByte).unwrap_or(false) {
			return None;
		}
		values
			.iter()
			.map(|value| value.as_u128().and_then(|byte| u8::try_from(byte).ok()))
			.collect()
	}

	fn is_account(&self, type_id: u32) -> bool {
		self.is_named(type_id, "AccountId32")
	}

	fn is_named(&self, type_id: u32, wanted: &str) -> bool {
		self.metadata
			.types()
			.resolve(type_id)
			.and_then(|kind| kind.path.ident())
			.is_some_and(|name| name == wanted)
	}

	/// `Pallet.Error` of a pallet's error, which is numbers otherwise.
	fn module_error(&self, type_id: u32, variant: &Variant<u32>) -> Option<String> {
		if variant.name != "Module" || !self.is_named(type_id, "DispatchError") {
			return None;
		}
		let ValueDef::Composite(Composite::Named(fields)) = &variant.values.values().next()?.value
		else {
			return None;
		};
		let field = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, of)| of);
		let pallet = u8::try_from(field("index")?.as_u128()?).ok()?;
		let pallet = self.metadata.pallet_by_error_index(pallet)?;
		let ValueDef::Composite(bytes) = &field("error")?.value else { return None };
		let bytes: Vec<&scale_value::Value<u32>> = bytes.values().collect();
		let error = u8::try_from(bytes.first()?.as_u128()?).ok()?;
		let error = pallet.error_variant_by_index(error)?;
		Some(format!("{}.{}", pallet.name(), error.name))
	}

	/// The account in a composite of one array of bytes.
	fn account(&self, composite: &Composite<u32>) -> Option<AccountId32> {
		let only = composite.values().next()?;
		let ValueDef::Composite(Composite::Unnamed(values)) = &only.value else { return None };
		let bytes: [u8; 32] = self.bytes(values)?.try_into().ok()?;
		Some(AccountId32(bytes))
	}
}

fn json_of(primitive: &Primitive) -> Value {
	match primitive {
		Primitive::Bool(value) => Value::Bool(*value),
		Primitive::Char(value) => Value::String(value.to_string()),
		Primitive::String(value) => Value::String(value.clone()),
		// A number that JSON can hold, or its digits.
		Primitive::U128(value) => match u64::try_from(*value) {
			Ok(number) if number <= 1 << 53 => Value::Number(Number::from(number)),
			_ => Value::String(value.to_string()),
		},
		Primitive::I128(value) => match i64::try_from(*value) {
			Ok(number) if number.unsigned_abs() <= 1 << 53 => Value::Number(Number::from(number)),
			_ => Value::String(value.to_string()),
		},
		Primitive::U256(bytes) | Primitive::I256(bytes) => Value::String(hex(bytes)),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn numbers_that_json_would_round_are_strings() {
		assert_eq!(json_of(&Primitive::U128(7)), serde_json::json!(7));
		assert_eq!(json_of(&Primitive::U128(u128::MAX)), Value::String(u128::MAX.to_string()));
		assert_eq!(json_of(&Primitive::I128(-7)), serde_json::json!(-7));
	}
}
