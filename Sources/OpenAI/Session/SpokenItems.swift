internal import NIOCore

/// What the receptionist is saying, by place: which of it was heard, and what is left of it when the caller breaks in.
struct SpokenItems {
  /// One utterance of the model.
  struct Item {
    let id: String
    /// The id's bytes, to compare with those of a message.
    let name: ByteBuffer
    let response: String
    /// Which of the call's sessions it belongs to: another one doesn't know it.
    let session: Int
    /// Where its audio begins in all that was said, in μ-law bytes.
    var start = 0
    var bytes = 0
    var words = ""
    var areWordsComplete = false
    var isAudioComplete = false
    /// The mark behind its audio.
    var mark: Int?
    var isHeard = false
  }

  /// What a break-in left of an item.
  struct Rest {
    let item: Item
    /// How much of its audio was heard, in μ-law bytes.
    let heardBytes: Int
    /// Whether there was more of it than was heard.
    var isCut: Bool { heardBytes < item.bytes || !item.isAudioComplete }
  }

  /// Items that wait to be heard; a dialogue has one or two.
  static let maximumItems = 64

  /// All that was given to the floor, in μ-law bytes.
  private(set) var position = 0
  private(set) var items: [Item] = []
  private var marks = 0

  /// Whether more may come of what is being said.
  var isIncomplete: Bool { items.contains { $0.bytes > 0 && !$0.isAudioComplete } }

  func index(of id: String) -> Int? { items.firstIndex { $0.id == id } }
  func index(named name: ByteBuffer) -> Int? { items.lastIndex { $0.name == name } }

  /// Begins an item; the oldest goes when there are too many.
  mutating func open(_ id: String, response: String, session: Int) -> Item? {
    items.append(Item(id: id, name: ByteBuffer(string: id), response: response, session: session))
    return items.count > Self.maximumItems ? items.removeFirst() : nil
  }

  /// So much audio of an item goes to the floor.
  mutating func say(_ bytes: Int, of index: Int) {
    if items[index].bytes == 0 { items[index].start = position }
    items[index].bytes += bytes
    position += bytes
  }

  mutating func add(_ words: String, to index: Int, atMost limit: Int) {
    guard !items[index].areWordsComplete, items[index].words.utf8.count < limit else { return }
    items[index].words += words.prefix(limit)
  }

  mutating func setWords(_ words: String, of index: Int, atMost limit: Int) {
    guard !items[index].areWordsComplete else { return }
    items[index].words = String(words.prefix(limit))
    items[index].areWordsComplete = true
  }

  /// No more audio of the item will come. The answer is the mark to set behind it, if it has none and there is audio.
  mutating func endAudio(of index: Int) -> Int? {
    items[index].isAudioComplete = true
    guard items[index].mark == nil, items[index].bytes > 0 else { return nil }
    marks += 1
    items[index].mark = marks
    return marks
  }

  mutating func endWords(of index: Int) { items[index].areWordsComplete = true }

  /// Everything before a mark was heard.
  mutating func heard(_ mark: Int) {
    for index in items.indices where (items[index].mark ?? .max) <= mark { items[index].isHeard = true }
  }

  /// Takes out what was heard and has all its words.
  mutating func takeHeard() -> [Item] { take { $0.isHeard && $0.areWordsComplete } }

  /// Takes out items that never got audio.
  mutating func takeSilent(of response: String) -> [Item] { take { $0.response == response && $0.bytes == 0 } }

  /// Nothing from this place on was heard or will be: takes out everything that wasn't heard to its end.
  mutating func cut(at place: Int) -> [Rest] {
    take { !$0.isHeard && $0.bytes > 0 }.map { Rest(item: $0, heardBytes: min(max(place - $0.start, 0), $0.bytes)) }
  }

  private mutating func take(_ isWanted: (Item) -> Bool) -> [Item] {
    let taken = items.filter(isWanted)
    if !taken.isEmpty { items.removeAll(where: isWanted) }
    return taken
  }
}

extension SpokenItems.Rest {
  /// The words that were heard, as far as the audio tells: in proportion, cut at a word. `nil` when there are none.
  var words: String? {
    guard isCut else { return item.words.isEmpty ? nil : item.words }
    guard heardBytes > 0, item.bytes > 0 else { return nil }
    let all = Array(item.words)
    let count = all.count * heardBytes / item.bytes
    var end = count
    if count < all.count, !all[count].isWhitespace {
      while end > 0, !all[end - 1].isWhitespace { end -= 1 }
    }
    while end > 0, all[end - 1].isWhitespace { end -= 1 }
    return end > 0 ? String(all[..<end]) + " …" : nil
  }
}
