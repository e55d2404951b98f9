/// What was said in a dialogue and looked up for it, for a model that goes on with it. The oldest goes first; a call goes with its
/// result, and never stands without it (property 44).
public struct DialogueHistory: Equatable, Sendable {
  /// One step of the dialogue.
  public enum Entry: Equatable, Sendable {
    case said(Utterance.Speaker, String)
    case called(ToolExchange)

    fileprivate var characters: Int {
      switch self {
      case .said(_, let words): words.count
      case .called(let exchange): exchange.arguments.count + exchange.result.count
      }
    }
  }

  /// The oldest first.
  public private(set) var entries: [Entry] = []
  private let maximumEntries: Int
  private let maximumCharacters: Int
  private var characters = 0

  /// Nothing was said yet.
  /// - Parameters:
  ///   - maximumEntries: at least 1.
  ///   - maximumCharacters: of all entries together. The latest stays, however long it is.
  public init(maximumEntries: Int, maximumCharacters: Int) {
    self.maximumEntries = max(maximumEntries, 1)
    self.maximumCharacters = maximumCharacters
  }

  /// One step more.
  public mutating func add(_ entry: Entry) {
    entries.append(entry)
    characters += entry.characters
    while entries.count > maximumEntries || (characters > maximumCharacters && entries.count > 1) {
      characters -= entries.removeFirst().characters
    }
  }
}

/// A tool call of a model and its result.
public struct ToolExchange: Equatable, Sendable {
  public let id: String
  public let name: String
  /// As the model wrote them.
  public let arguments: String
  /// As the model was told it.
  public let result: String

  /// A call and its result.
  public init(id: String, name: String, arguments: String, result: String) {
    self.id = id
    self.name = name
    self.arguments = arguments
    self.result = result
  }
}
