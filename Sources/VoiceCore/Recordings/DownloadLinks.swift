/// Makes and checks addresses that let whoever has one download one recording, message or export of one tenant, until they expire. The address is signed
/// as a whole, so that no byte of it can be changed (property 45). Pure: the moment and the key come from outside.
public struct DownloadLinks: Sendable {
  /// How long a link lets download.
  public static let lifetime: Duration = .seconds(900)
  /// The latest moment that a link may name, in seconds of the epoch: more digits aren't written.
  static let latest: Int64 = 99_999_999_999

  /// What has a sound, or a file.
  public enum Subject: Hashable, Sendable {
    case recording(Recording.ID)
    case voicemail(Voicemail.ID)
    case export(Export.ID)
  }

  /// What a good link lets download.
  public struct Claim: Equatable, Sendable {
    public let tenant: Tenant.ID
    public let subject: Subject
    public let expiresAt: Timestamp

    /// This of this tenant, until then.
    public init(tenant: Tenant.ID, subject: Subject, expiresAt: Timestamp) {
      self.tenant = tenant
      self.subject = subject
      self.expiresAt = expiresAt
    }
  }

  private static let mark = "&signature="
  private let keyed: KeyedDigest

  /// Links by this key, which must be the same on all nodes.
  public init(_ keyed: KeyedDigest) { self.keyed = keyed }

  /// The path and query of a link, good until a lifetime from now; the expiry is in whole seconds.
  public func target(of subject: Subject, tenant: Tenant.ID, at moment: Timestamp) -> String {
    let expiry = min((moment + Self.lifetime).microseconds / 1_000_000, Self.latest)
    let text = Self.text(subject, tenant, expiry)
    return text + Self.mark + signature(of: text)
  }

  /// What a path and query let download at a moment; `nil` for a link that isn't ours to the byte, or has expired.
  public func claim(of target: String, at moment: Timestamp) -> Claim? {
    let parts = target.utf8.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    let text = String(target.utf8.dropLast(parts[2].count + 1)) ?? ""
    let shown = TokenDigest(hex: "&" + (String(parts[2]) ?? ""))
    // Compared byte by byte: texts that look alike (Unicode's equivalence) aren't the same.
    guard shown.matches(TokenDigest(hex: Self.mark + signature(of: text))), let claim = Self.claim(in: text),
      moment < claim.expiresAt
    else { return nil }
    return claim
  }

  /// What is signed: all of the link that comes before its signature.
  private static func text(_ subject: Subject, _ tenant: Tenant.ID, _ expiry: Int64) -> String {
    let place =
      switch subject {
      case .recording(let id): "recordings/\(id)/audio"
      case .voicemail(let id): "voicemails/\(id)/audio"
      case .export(let id): "exports/\(id)/file"
      }
    return "/v1/\(place)?tenant=\(tenant)&expires=\(expiry)"
  }

  /// The text taken apart; only what `text` would write is read.
  private static func claim(in text: String) -> Claim? {
    let fields = text.utf8.split(whereSeparator: { "/?=&".utf8.contains($0) }).compactMap { String($0) }
    guard fields.count == 8, let subject = subject(fields[1], fields[2]), let tenant = Tenant.ID(fields[5]),
      let expiry = Int64(fields[7]), (0...latest).contains(expiry),
      Array(Self.text(subject, tenant, expiry).utf8) == Array(text.utf8)
    else { return nil }
    return Claim(tenant: tenant, subject: subject, expiresAt: Timestamp(microseconds: expiry * 1_000_000))
  }

  private static func subject(_ kind: String, _ id: String) -> Subject? {
    switch kind {
    case "recordings": Recording.ID(id).map(Subject.recording)
    case "voicemails": Voicemail.ID(id).map(Subject.voicemail)
    case "exports": Export.ID(id).map(Subject.export)
    default: nil
    }
  }

  private func signature(of text: String) -> String { keyed.digest("recording link 1|" + text).hex }
}
