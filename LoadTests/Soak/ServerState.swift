import AsyncHTTPClient
import NIOCore

/// What a server says of itself on `/metrics`.
public struct ServerState: Codable, Equatable, Sendable {
  /// Bytes of the heap that are allocated and not freed.
  public let heapLiveBytes: Double?
  /// The part of the heap that SQLite holds: page caches that fill up to a bound of their own.
  public let sqliteBytes: Double?
  public let residentBytes: Double?
  public let openDescriptors: Double?
  public let callsActive: Double?
  public let cpuSeconds: Double?

  /// The heap in use but for what SQLite holds: what calls could leave behind.
  public var ownBytes: Double? { heapLiveBytes.map { $0 - (sqliteBytes ?? 0) } }

  /// The values in Prometheus text.
  package init(metrics text: String) {
    var values: [Substring: Double] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: " ")
      if parts.count == 2, let value = Double(parts[1]) { values[parts[0]] = value }
    }
    heapLiveBytes = values["voicecore_heap_live_bytes"]
    sqliteBytes = values["voicecore_sqlite_memory_bytes"]
    residentBytes = values["process_resident_memory_bytes"]
    openDescriptors = values["process_open_fds"]
    callsActive = values["voicecore_calls_active"]
    cpuSeconds = values["process_cpu_seconds_total"]
  }

  /// Asks the server; `nil` when it doesn't answer.
  static func read(_ baseURL: String, _ client: HTTPClient) async -> ServerState? {
    guard
      let response = try? await client.execute(HTTPClientRequest(url: baseURL + "/metrics"), timeout: .seconds(10)),
      let body = try? await response.body.collect(upTo: 4 << 20)
    else { return nil }
    return ServerState(metrics: String(buffer: body))
  }
}
