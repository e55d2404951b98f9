internal import VoiceCore

/// An export as the tenant's people see it. Where its file can be downloaded is told of one at a time.
struct ExportJSON: Encodable {
  let export: Export
  var url: String?
  var expiresAt: Timestamp?

  private enum CodingKeys: String, CodingKey {
    case id, resource, format, from, to, status, failure, manifest, url
    case createdAt = "created_at"
    case keptUntil = "kept_until"
    case expiresAt = "url_expires_at"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(export.id.description, forKey: .id)
    try container.encode(export.order.resource.rawValue, forKey: .resource)
    try container.encode(export.order.format.rawValue, forKey: .format)
    try container.encode(export.order.window.from?.description, forKey: .from)
    try container.encode(export.order.window.to?.description, forKey: .to)
    try container.encode(export.askedAt.description, forKey: .createdAt)
    var (manifest, until, failure): (Export.Manifest?, Timestamp?, Export.Failure?)
    switch export.stage {
    case .waiting, .running: break
    case .ready(let file, let end): (manifest, until) = (file, end)
    case .failed(let why, _): failure = why
    case .expired(let end): until = end
    }
    try container.encode(Self.word(for: export.stage), forKey: .status)
    try container.encode(failure?.rawValue, forKey: .failure)
    try container.encode(manifest.map { ExportManifestJSON(manifest: $0, order: export.order) }, forKey: .manifest)
    try container.encode(until?.description, forKey: .keptUntil)
    try container.encode(url, forKey: .url)
    try container.encode(expiresAt?.description, forKey: .expiresAt)
  }

  /// Every word for how an export stands.
  static let states = ["waiting", "running", "ready", "failed", "expired"]

  private static func word(for stage: Export.Stage) -> String {
    switch stage {
    case .waiting: "waiting"
    case .running: "running"
    case .ready: "ready"
    case .failed: "failed"
    case .expired: "expired"
    }
  }
}

/// What a finished file is.
private struct ExportManifestJSON: Encodable {
  let manifest: Export.Manifest
  let order: Export.Order

  private enum CodingKeys: String, CodingKey {
    case columns, rows, sha256
    case asOf = "as_of"
    case size = "size_bytes"
    case mediaType = "media_type"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(manifest.asOf.description, forKey: .asOf)
    try container.encode(order.resource.columns, forKey: .columns)
    try container.encode(manifest.rows, forKey: .rows)
    try container.encode(manifest.size, forKey: .size)
    try container.encode(manifest.sha256, forKey: .sha256)
    try container.encode(order.format.mediaType, forKey: .mediaType)
  }
}

/// The body that asks for an export.
struct ExportBody: Decodable {
  private let resource: String
  private let format: String
  private let from: String?
  private let to: String?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["resource", "format", "from", "to"])
    resource = try fields.text("resource")
    format = try fields.text("format")
    from = try fields.optionalText("from")
    to = try fields.optionalText("to")
  }

  /// What it asks for.
  func order() throws(APIFault) -> Export.Order {
    guard let resource = ExportResource(rawValue: resource) else {
      throw .field("resource", Self.oneOf(ExportResource.allCases.map(\.rawValue)))
    }
    guard let format = ExportFormat(rawValue: format) else {
      throw .field("format", Self.oneOf(ExportFormat.allCases.map(\.rawValue)))
    }
    let window = (from: try Self.moment(from, in: "from"), to: try Self.moment(to, in: "to"))
    do throws(RefusedSetting) {
      return try Export.Order(resource, as: format, of: try ExportWindow(from: window.from, to: window.to))
    } catch {
      throw APIFault(error)
    }
  }

  private static func oneOf(_ words: [String]) -> String { "One of \(words.joined(separator: ", "))." }

  private static func moment(_ text: String?, in field: String) throws(APIFault) -> Timestamp? {
    guard let text else { return nil }
    guard let moment = Timestamp(rfc3339: text) else {
      throw .field(field, "A moment by RFC 3339, as 2026-01-06T10:00:00Z.")
    }
    return moment
  }
}
