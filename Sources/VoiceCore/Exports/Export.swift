/// A file that a tenant's people have asked for: what is to be in it, and how it stands.
///
/// It is written by a worker, in attempts. Each attempt is noted before it is made, with a lease, and each part of the file
/// before it is kept; so what a node that dies leaves behind is known, is taken out, and another node begins anew.
public struct Export: Equatable, Sendable, Codable {
  /// Names one export.
  public typealias ID = Identifier<Export>

  /// How long a finished file can be downloaded.
  public static let retention: Duration = .seconds(86_400)
  /// How long an attempt that shows no progress counts as being made.
  public static let lease: Duration = .seconds(60)
  /// What fails so often has failed.
  public static let maximumAttempts = 5
  /// The pause before the next attempt, for each one made.
  public static let retryPause: Duration = .seconds(10)
  /// Plain bytes of a part: all have as many but the last.
  public static let partBytes = 4 << 20
  /// The largest file, in bytes; what would be larger is to be asked for in shorter windows.
  public static let maximumBytes = 4 << 30

  /// What is asked for.
  public struct Order: Equatable, Sendable, Codable {
    public let resource: ExportResource
    public let format: ExportFormat
    public let window: ExportWindow

    /// This resource, so written, of that time.
    /// - Throws: `.timeless` for a window on what belongs to no time, `.unfit` for everything but as an archive, and the reverse.
    public init(_ resource: ExportResource, as format: ExportFormat, of window: ExportWindow) throws(RefusedSetting) {
      if !resource.isTimed, window != .always {
        throw RefusedSetting(window.from == nil ? "to" : "from", .timeless)
      }
      guard (resource == .everything) == (format == .tar) else { throw RefusedSetting("format", .unfit) }
      self.resource = resource
      self.format = format
      self.window = window
    }
  }

  /// What a finished file is.
  public struct Manifest: Equatable, Sendable, Codable {
    /// Everything that was kept before this moment is in it as it was then, and nothing that was kept after it was begun to be read.
    public let asOf: Timestamp
    /// Without the line of names.
    public let rows: Int
    /// Of the file, in bytes.
    public let size: Int
    /// SHA-256 of the file, in hexadecimal digits.
    public let sha256: String
    /// The attempt that wrote it, and the size of its parts.
    let attempt: Int
    let partBytes: Int
    /// What its parts are sealed under.
    let secret: ObjectSecret
  }

  /// Why there is no file.
  public enum Failure: String, Sendable, Codable, CaseIterable {
    /// The file would be larger than `maximumBytes`, or a part than the place for objects keeps.
    case tooLarge = "too_large"
    /// It was tried `maximumAttempts` times.
    case notWritten = "not_written"
    /// Something of what is stored can't be read. An operator must look.
    case damaged
  }

  /// How it stands.
  public enum Stage: Equatable, Sendable, Codable {
    /// It is to be written from this moment on.
    case waiting(Timestamp)
    /// Somebody writes it, and has shown so; others may from this moment on.
    case running(Timestamp)
    /// It can be downloaded until then.
    case ready(Manifest, until: Timestamp)
    case failed(Failure, at: Timestamp)
    /// It could be downloaded until then.
    case expired(Timestamp)
  }

  public let id: ID
  public let order: Order
  public let askedAt: Timestamp
  public internal(set) var stage: Stage
  /// For each attempt, how many parts of it may be kept; `attempts.count` is the number of the latest.
  var attempts: [Int] = []
  /// The attempts that weren't interrupted.
  var tries = 0
  /// Whether parts are kept that nobody needs any more.
  var isLittered = false

  /// One that waits to be written.
  public init(id: ID, _ order: Order, askedAt: Timestamp) {
    self.id = id
    self.order = order
    self.askedAt = askedAt
    stage = .waiting(askedAt)
  }

  /// It is waited for.
  public var isOpen: Bool {
    switch stage {
    case .waiting, .running: true
    case .ready, .failed, .expired: false
    }
  }

  /// The file, while it can be downloaded.
  public func manifest(at moment: Timestamp) -> Manifest? {
    guard case .ready(let manifest, let until) = stage, moment < until else { return nil }
    return manifest
  }

  /// Where one part of an attempt is kept; both count from 1 and 0.
  func object(of tenant: Tenant.ID, attempt: Int, part: Int) -> ObjectKey? {
    ObjectKey(tenant: tenant, "exports", id.description, "\(attempt)", "\(part)")
  }
}
