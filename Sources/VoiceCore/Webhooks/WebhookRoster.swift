/// All endpoints of a tenant: one small row, so that what is decided about them is decided by one at a time.
public struct WebhookRoster: Equatable, Sendable, Codable {
  /// The most endpoints that a tenant may have.
  public static let maximumEndpoints = 16

  /// In the order in which they were registered.
  public private(set) var endpoints: [WebhookEndpoint] = []
  /// Endpoints that are gone, whose deliveries are still to be swept.
  public private(set) var removed: [WebhookEndpoint.ID] = []

  /// That of a tenant without endpoints.
  public init() {}

  /// Whether there is room for one more. What is still to be swept counts.
  var hasRoom: Bool { endpoints.count + removed.count < Self.maximumEndpoints }

  /// The endpoint of that name.
  public subscript(id: WebhookEndpoint.ID) -> WebhookEndpoint? { endpoints.first { $0.id == id } }

  /// Adds an endpoint, or puts it in the place of the one of its name.
  public mutating func put(_ endpoint: WebhookEndpoint) {
    if let index = endpoints.firstIndex(where: { $0.id == endpoint.id }) {
      endpoints[index] = endpoint
    } else {
      endpoints.append(endpoint)
    }
  }

  /// Takes an endpoint out; its deliveries stay to be swept.
  mutating func remove(_ id: WebhookEndpoint.ID) {
    guard self[id] != nil else { return }
    endpoints.removeAll { $0.id == id }
    removed.append(id)
  }

  /// Nothing is left of an endpoint that was taken out.
  mutating func swept(_ id: WebhookEndpoint.ID) { removed.removeAll { $0 == id } }
}
