internal import VoiceCore

extension OpenAPISchemas {
  /// What the routes of erasures name.
  static let erasures: [String: String] = [
    "PersonErasure": object([
      ("id", id), ("person", hexadecimal), ("status", oneOf(PersonErasureJSON.states)), ("created_at", moment),
      ("statement", orNull(statement)),
    ]),
    "PersonErasurePage": page(of: "PersonErasure"),
    "NewPersonErasure": object([
      (
        "phone_number",
        #"{"type":"string","pattern":"^\\+[1-9][0-9]{3,14}$","description":"E.164.","examples":["+14155550100"]}"#
      )
    ]),
  ]

  /// How many rows of each table went or were blanked.
  static let erasedCounts = list(of: object([("table", text), ("rows", count)]))

  private static let hexadecimal = #"{"type":"string","pattern":"^[0-9a-f]+$"}"#
  private static let statement = object([
    ("erased_at", moment), ("counts", erasedCounts), ("public_key", text), ("signature", text),
  ])
}
