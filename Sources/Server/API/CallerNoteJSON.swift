internal import VoiceCore

/// What a caller left with the receptionist, as the API shows it.
struct CallerNoteJSON: Encodable {
  private let note: CallerNote

  init(_ note: CallerNote) { self.note = note }

  private enum CodingKeys: String, CodingKey { case note, kind, confirmed, name, number, text, when }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(note.number, forKey: .note)
    try container.encode(note.kind.rawValue, forKey: .kind)
    try container.encode(note.isConfirmed, forKey: .confirmed)
    try container.encode(note.details.name, forKey: .name)
    try container.encode(note.details.number, forKey: .number)
    try container.encode(note.details.text, forKey: .text)
    try container.encode(note.details.when, forKey: .when)
  }
}
