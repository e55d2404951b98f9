import PropertyTesting

/// One of VoiceCore's promises as far as a deployment shows it to whoever asks by HTTP and WebSocket, in tenants that are
/// thrown away.
public struct LiveLaw: Sendable {
  public let number: Int
  /// The promise's own title.
  public let title: String
  /// How many cases are run when nobody says.
  let cases: Int
  /// The law in tenants of its own, and how many cases there are at all where they can be counted.
  let property: @Sendable (LiveStage) async throws -> (property: Property, allCases: Int?)

  /// All that exist, by number.
  public static let all: [LiveLaw] = [.isolation, .status, .traces, .sight, .manners, .limits]

  init(
    number: Int, title: String, cases: Int,
    property: @escaping @Sendable (LiveStage) async throws -> (property: Property, allCases: Int?)
  ) {
    self.number = number
    self.title = title
    self.cases = cases
    self.property = property
  }
}
