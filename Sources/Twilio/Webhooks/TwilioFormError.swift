internal import Web

/// A field of a webhook that can't be used. Holds nothing of its value, so it can be shown and logged.
package struct TwilioFormError: Error, Equatable, Sendable {
  /// What is wrong with it.
  package enum Kind: String, Sendable { case missing, malformed }

  package let kind: Kind
  package let field: String
  package let remedy: String

  /// The field is missing or malformed; the remedy says what would be right.
  package init(_ kind: Kind, _ field: String, remedy: String) {
    self.kind = kind
    self.field = field
    self.remedy = remedy
  }

  var problem: Problem {
    Problem(
      .badRequest, kind == .missing ? "Missing field" : "Malformed field", detail: "\(field): \(remedy).", field: field)
  }
}
