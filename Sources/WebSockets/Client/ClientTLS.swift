internal import NIOSSL
internal import Synchronization

/// The TLS context of a client, made when it is first needed: loading the trust store takes milliseconds.
final class ClientTLS: Sendable {
  private let configuration: TLSConfiguration
  private let made = Mutex<NIOSSLContext?>(nil)

  init(_ configuration: TLSConfiguration?) {
    var standard = TLSConfiguration.makeClientConfiguration()
    standard.applicationProtocols = ["http/1.1"]
    self.configuration = configuration ?? standard
  }

  /// A handler that verifies the server's certificate for this host, unless the configuration says otherwise.
  func handler(for host: String) throws -> NIOSSLClientHandler {
    let context = try made.withLock { made in
      let context = try made ?? NIOSSLContext(configuration: configuration)
      made = context
      return context
    }
    do {
      return try NIOSSLClientHandler(context: context, serverHostname: host)
    } catch let error as NIOSSLExtraError where error == .cannotUseIPAddressInSNI {
      // Without a name the certificate is verified for the address.
      return try NIOSSLClientHandler(context: context, serverHostname: nil)
    }
  }
}
