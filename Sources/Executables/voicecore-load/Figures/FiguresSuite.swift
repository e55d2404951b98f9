/// Load suites that find single figures, each of the server's parts by itself or of a server of the run's own.
enum FiguresSuite: String, CaseIterable {
  /// Figures of a tenant's year.
  case analytics
  /// Events on their way to endpoints, some of which are dead.
  case webhooks
  /// Events on their way to those who listen.
  case events
  /// Files of everything that a tenant has.
  case exports
}
