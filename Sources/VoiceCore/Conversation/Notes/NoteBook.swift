/// Takes down what a caller leaves, and has what can be heard wrongly confirmed: collecting, to be confirmed, kept. A note is kept from
/// when it is taken, unconfirmed until the caller has heard it and said that it is right; so none is lost by hanging up.
public struct NoteBook: Sendable {
  /// The most notes of one call.
  public static let maximumNotes = 8

  /// The number of the last one.
  private var last: Int
  /// Taken, and read back to the caller in the answer to that turn of theirs.
  private var unconfirmed: [Int: (note: CallerNote, turn: Int)] = [:]

  /// An empty book.
  /// - Parameter last: The number of the last note that was taken before, in this call.
  public init(after last: Int = 0) { self.last = last }

  /// Takes a note down, in the caller's turn of this number.
  /// - Parameter former: The number of the note that it corrects; `nil` for another one.
  /// - Throws: `note` for a number that isn't one of a note to be confirmed; `kind` for one note too many.
  public mutating func take(
    _ kind: CallerNote.Kind, _ details: CallerNote.Details, correcting former: Int? = nil, in turn: Int
  ) throws(ToolFault) -> CallerNote {
    if let former {
      guard unconfirmed.removeValue(forKey: former) != nil else { throw Self.unknownNote }
    } else {
      guard last < Self.maximumNotes else {
        throw .bad("kind", expected: "left out: there are \(Self.maximumNotes) notes of this call already")
      }
      last += 1
    }
    let note = CallerNote(
      number: former ?? last, kind: kind, details: details, isConfirmed: details.readBack == nil)
    if !note.isConfirmed { unconfirmed[note.number] = (note, turn) }
    return note
  }

  /// The caller has heard a note and said that it is right.
  /// - Throws: `note` for one that isn't to be confirmed, or to which the caller can't have said anything yet.
  public mutating func confirm(_ number: Int, in turn: Int) throws(ToolFault) -> CallerNote {
    guard let (note, taken) = unconfirmed[number] else { throw Self.unknownNote }
    guard turn > taken else {
      throw .bad("note", expected: "read back to the caller first: wait for their answer")
    }
    unconfirmed[number] = nil
    return CallerNote(number: number, kind: note.kind, details: note.details, isConfirmed: true)
  }

  private static let unknownNote = ToolFault.bad("note", expected: "the number of a note that is to be confirmed")
}
