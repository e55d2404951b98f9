import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P45-signed-urls.md
  static let p45SignedURLs = VerifiedProperty(
    number: 45, title: "Signed URLs",
    core: {
      Property(
        45, "Signed URLs", for: .linkCase, labels: P45.labels,
        coverage: [
          Coverage("untouched", atLeast: 10), Coverage("expired", atLeast: 5), Coverage("altered", atLeast: 10),
          Coverage("grafted", atLeast: 10),
        ]
      ) { input in
        let links = DownloadLinks(P45.keyed("ours"))
        let target = links.target(of: input.subject, tenant: input.tenant, at: input.moment)
        let claim = links.claim(of: target, at: input.moment)
        let lifetime = claim.map { $0.expiresAt - input.moment } ?? .zero
        try requireEqual(claim?.subject, input.subject, "a link is good for what it was made for")
        try requireEqual(claim?.tenant, input.tenant, "a link is good for the tenant that it was made for")
        try require(
          lifetime <= DownloadLinks.lifetime && lifetime > DownloadLinks.lifetime - .seconds(1),
          "a link is good for a quarter of an hour, in whole seconds")
        switch input.fate {
        case .none: break
        case .later(let span):
          let isGood = links.claim(of: target, at: input.moment + span) != nil
          try requireEqual(isGood, span < lifetime, "a link is good until it expires, and not after")
        case .altered(let edit):
          let other = edit.applied(to: target)
          guard other != Array(target.utf8) else { break }
          let found = links.claim(of: String(decoding: other, as: UTF8.self), at: input.moment)
          try require(found == nil, "a link of which a byte is changed, missing or added is refused")
        case .grafted(let other):
          // Every part of another good link in the place of this one's.
          let second = links.target(of: other.subject, tenant: other.tenant, at: other.moment)
          for mixed in P45.mixtures(target, second) where mixed != target && mixed != second {
            try require(
              links.claim(of: mixed, at: input.moment) == nil, "parts of two good links make no good link")
          }
          let foreign = DownloadLinks(P45.keyed("another's"))
          try require(foreign.claim(of: target, at: input.moment) == nil, "a link of another deployment is refused")
        }
      }
    },
    store: nil)
}

/// A link, and what becomes of it.
struct LinkCase: Sendable {
  struct Other: Sendable {
    let tenant: Tenant.ID
    let subject: DownloadLinks.Subject
    let moment: Timestamp
  }

  /// One byte that is changed, taken out or put in; the place counts round.
  struct Edit: Sendable {
    enum Kind: Sendable { case change, remove, insert }
    let kind: Kind
    let place: Int
    let byte: UInt8

    func applied(to text: String) -> [UInt8] {
      var bytes = Array(text.utf8)
      let index = place % bytes.count
      switch kind {
      case .change: bytes[index] = byte
      case .remove: bytes.remove(at: index)
      case .insert: bytes.insert(byte, at: index)
      }
      return bytes
    }
  }

  enum Fate: Sendable {
    case none
    case later(Duration)
    case altered(Edit)
    case grafted(Other)
  }

  let tenant: Tenant.ID
  let subject: DownloadLinks.Subject
  let moment: Timestamp
  let fate: Fate
}

extension Gen where Value == LinkCase {
  fileprivate static var linkCase: Gen {
    zip(Gen<LinkCase.Other>.other, Gen<LinkCase.Fate>.fate).map { own, fate in
      LinkCase(tenant: own.tenant, subject: own.subject, moment: own.moment, fate: fate)
    }
  }
}

extension Gen where Value == LinkCase.Other {
  /// Few tenants, recordings, messages and exports, which bear the same names, so that two links share parts; moments to the microsecond.
  fileprivate static var other: Gen {
    zip(
      Gen<Tenant.ID>.identifier(outOf: 3),
      .oneOf([
        Gen<Recording.ID>.identifier(outOf: 3).map(DownloadLinks.Subject.recording),
        Gen<Voicemail.ID>.identifier(outOf: 3).map(DownloadLinks.Subject.voicemail),
        Gen<Export.ID>.identifier(outOf: 3).map(DownloadLinks.Subject.export),
      ]),
      Gen<Int64>.any(in: 0...4_102_444_800_000_000)
    ).map { tenant, subject, moment in
      LinkCase.Other(tenant: tenant, subject: subject, moment: Timestamp(microseconds: moment))
    }
  }
}

extension Gen where Value == LinkCase.Fate {
  fileprivate static var fate: Gen {
    .weighted([
      (1, Gen.just(.none)),
      (1, Gen<Duration>.duration(in: .zero...DownloadLinks.lifetime).map(LinkCase.Fate.later)),
      (1, Gen<Duration>.duration(in: DownloadLinks.lifetime ... .seconds(1800)).map(LinkCase.Fate.later)),
      (4, Gen<LinkCase.Edit>.edit.map(LinkCase.Fate.altered)),
      (2, Gen<LinkCase.Other>.other.map(LinkCase.Fate.grafted)),
    ])
  }
}

extension Gen where Value == LinkCase.Edit {
  /// Bytes that a link may hold as often as any others, for those look right.
  fileprivate static var edit: Gen {
    zip(
      Gen<LinkCase.Edit.Kind>.element(of: [.change, .change, .remove, .insert]), Gen<Int>.int(0...255),
      .oneOf([Gen<UInt8>.element(of: Array("0123456789abcdefABCDEF-&=?/%".utf8)), Gen<UInt8>.any])
    ).map { kind, place, byte in LinkCase.Edit(kind: kind, place: place, byte: byte) }
  }
}

private enum P45 {
  static let labels: @Sendable (LinkCase) -> [String] = { input in
    switch input.fate {
    case .none: ["untouched"]
    case .later(let span): [span < DownloadLinks.lifetime - .seconds(1) ? "in time" : "expired"]
    case .altered: ["altered"]
    case .grafted: ["grafted"]
    }
  }

  /// Folds a text under a key into 256 bits: no cryptography, but every byte counts.
  static func keyed(_ key: String) -> KeyedDigest {
    KeyedDigest { text in
      let words = (0..<4).map { lane -> String in
        var state: UInt64 = 0xCBF2_9CE4_8422_2325 &+ UInt64(lane) &* 0x9E37_79B9_7F4A_7C15
        for byte in "\(key)|\(text)".utf8 {
          state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
          state ^= state >> 29
        }
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
      }
      return TokenDigest(hex: words.joined())
    }
  }

  /// The parts of two links in every mixture.
  static func mixtures(_ first: String, _ second: String) -> [String] {
    let (left, right) = (parts(first), parts(second))
    guard left.count == right.count else { return [] }
    return (0..<(1 << left.count)).map { choice in
      left.indices.map { choice >> $0 & 1 == 0 ? left[$0] : right[$0] }.joined()
    }
  }

  /// Path, tenant, expiry and signature, with what stands before each.
  private static func parts(_ link: String) -> [String] {
    var parts: [String] = [""]
    for character in link {
      if character == "?" || character == "&" { parts.append("") }
      parts[parts.count - 1].append(character)
    }
    return parts
  }
}
