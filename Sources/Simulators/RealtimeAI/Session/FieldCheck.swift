/// One object of a client's event under the strict eye: known fields, right types, values in range.
struct FieldCheck {
  let path: String
  let tree: JSONTree

  init(_ tree: JSONTree?, at path: String) throws(RealtimeRefusal) {
    guard let tree else { throw .missing(path) }
    guard tree.members != nil else { throw .invalidType(path, expected: "an object") }
    self.path = path
    self.tree = tree
  }

  func allow(_ known: Set<String>) throws(RealtimeRefusal) {
    for member in tree.members ?? [] where !known.contains(member.name) { throw .unknown(name(member.name)) }
  }

  func name(_ field: String) -> String { path.isEmpty ? field : "\(path).\(field)" }

  /// The value, when there is one that is not `null`.
  func value(_ field: String) -> JSONTree? {
    guard let value = tree[field], value != .null else { return nil }
    return value
  }

  func object(_ field: String) throws(RealtimeRefusal) -> FieldCheck? {
    guard let value = value(field) else { return nil }
    return try FieldCheck(value, at: name(field))
  }

  func text(_ field: String, oneOf allowed: Set<String>? = nil) throws(RealtimeRefusal) -> String? {
    guard let value = value(field) else { return nil }
    guard let text = value.text else { throw .invalidType(name(field), expected: "a string") }
    if let allowed, !allowed.contains(text) {
      throw .invalidValue(name(field), "'\(text)'. Supported values are: \(allowed.sorted().joined(separator: ", ")).")
    }
    return text
  }

  func requiredText(_ field: String, oneOf allowed: Set<String>? = nil) throws(RealtimeRefusal) -> String {
    guard let text = try text(field, oneOf: allowed) else { throw .missing(name(field)) }
    return text
  }

  func number(_ field: String, in range: ClosedRange<Double>) throws(RealtimeRefusal) -> Double? {
    guard let value = value(field) else { return nil }
    guard let number = value.number else { throw .invalidType(name(field), expected: "a number") }
    guard range.contains(number) else {
      throw .invalidValue(name(field), "must be from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  func integer(_ field: String, in range: ClosedRange<Int>) throws(RealtimeRefusal) -> Int? {
    guard let value = value(field) else { return nil }
    guard let number = value.integer else { throw .invalidType(name(field), expected: "an integer") }
    guard range.contains(number) else {
      throw .invalidValue(name(field), "must be from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  func requiredInteger(_ field: String, in range: ClosedRange<Int>) throws(RealtimeRefusal) -> Int {
    guard let number = try integer(field, in: range) else { throw .missing(name(field)) }
    return number
  }

  func flag(_ field: String) throws(RealtimeRefusal) -> Bool? {
    guard let value = value(field) else { return nil }
    guard let flag = value.flag else { throw .invalidType(name(field), expected: "a boolean") }
    return flag
  }

  func list(_ field: String) throws(RealtimeRefusal) -> [JSONTree]? {
    guard let value = value(field) else { return nil }
    guard let elements = value.elements else { throw .invalidType(name(field), expected: "an array") }
    return elements
  }
}
