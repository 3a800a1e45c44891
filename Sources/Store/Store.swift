package import Kube
package import Structure
