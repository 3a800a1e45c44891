import Glibc

/// Where the store is when nobody says.
package enum StoreLocation {
  /// Names the store for all daemons and commands that have no `--store`.
  package static let variable = "MARTLET_STORE"

  /// `$MARTLET_STORE`, or `martlet/store.db` in the user's data directory.
  package static var standard: String { path { name in getenv(name).map { String(cString: $0) } } }

  /// ``standard`` for an environment.
  package static func path(environment: (String) -> String?) -> String {
    func value(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
    if let path = value(variable) { return path }
    if let data = value("XDG_DATA_HOME") { return "\(data)/martlet/store.db" }
    return (value("HOME") ?? "/var/lib") + (value("HOME") == nil ? "" : "/.local/share") + "/martlet/store.db"
  }
}
