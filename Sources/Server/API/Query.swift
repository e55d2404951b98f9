internal import Web

/// The query of a request, from which no field is left unread.
struct Query {
  /// What is wrong with a query.
  struct Fault: Error {
    let problem: Problem

    init(_ detail: String, field: String? = nil) {
      problem = Problem(.badRequest, "Malformed query", detail: detail, field: field, in: .query)
    }
  }

  private let fields: FormFields

  /// The fields of the query; unknown ones, repeated ones and broken text are a fault.
  init(of request: Request, allowed: [String] = []) throws(Fault) {
    guard let fields = FormFields(encoded: request.query ?? "") else {
      throw Fault("The query is not valid percent-encoded UTF-8.")
    }
    for field in fields.fields {
      guard allowed.contains(field.name) else {
        throw Fault("This parameter is unknown.", field: StrayName.shown(field.name))
      }
      guard fields.fields.count(where: { $0.name == field.name }) == 1 else {
        throw Fault("This parameter is given more than once.", field: field.name)
      }
    }
    if let cursors = request.cursors, let cursor = fields["cursor"] {
      guard let place = cursors.opened(cursor) else { throw Fault("Not a cursor of this list.", field: "cursor") }
      self.fields = FormFields(fields.fields.map { $0.name == "cursor" ? FormFields.Field("cursor", place) : $0 })
    } else {
      self.fields = fields
    }
  }

  /// A whole number within bounds; `standard` when it isn't there.
  func number(_ name: String, in bounds: ClosedRange<Int>, else standard: Int) throws(Fault) -> Int {
    guard let text = fields[name] else { return standard }
    guard text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains), let number = Int(text),
      bounds.contains(number)
    else { throw Fault("A whole number from \(bounds.lowerBound) to \(bounds.upperBound).", field: name) }
    return number
  }

  /// A field's text.
  func text(_ name: String) -> String? { fields[name] }
}
