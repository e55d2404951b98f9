package import VoiceCore
internal import Web

/// What the query of a voice socket asks for: `call`, `format`, `frame_ms`. Nothing is left unread. Without `call` somebody calls the
/// tenant's receptionist.
package struct VoiceQuery: Equatable, Sendable {
  package let call: Call.ID?
  package let format: VoiceFormat

  /// What is wrong with a query: which field, and what would mend it.
  package struct Fault: Error, Equatable {
    package let field: String
    package let remedy: String
  }

  static let noCall = Fault(field: "call", remedy: "The id of a running call.")

  package init(_ text: String?) throws(Fault) {
    guard let fields = FormFields(encoded: text ?? "") else {
      throw Fault(field: "query", remedy: "The query is not valid percent-encoded UTF-8.")
    }
    for field in fields.fields {
      guard ["call", "format", "frame_ms"].contains(field.name) else {
        throw Fault(field: "query", remedy: "A parameter is unknown; there are call, format and frame_ms.")
      }
      guard fields.fields.count(where: { $0.name == field.name }) == 1 else {
        throw Fault(field: field.name, remedy: "This parameter is given more than once.")
      }
    }
    let call = fields["call"].map { Call.ID($0) }
    if case .some(nil) = call { throw Self.noCall }
    var format = VoiceFormat()
    if let text = fields["format"] {
      guard let encoding = VoiceFormat.Encoding(rawValue: text) else {
        throw Fault(field: "format", remedy: "pcm16 (16 kHz, the default) or mulaw (8 kHz).")
      }
      format.encoding = encoding
    }
    if let text = fields["frame_ms"] {
      guard let piece = Int(text).flatMap(VoiceFormat.Piece.init) else {
        throw Fault(field: "frame_ms", remedy: "100 (the default) or 20.")
      }
      format.piece = piece
    }
    self.call = call ?? nil
    self.format = format
  }
}
