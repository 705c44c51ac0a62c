package transfer

import "dateline/model"

// Portable divides feeds into those that mean the same everywhere, which lists may name,
// and those of this machine: files and folders, and what commands write.
func Portable(feeds []model.Subscription) (everywhere, here []model.Subscription) {
	for _, f := range feeds {
		if model.IsAddress(f.Address) {
			everywhere = append(everywhere, f)
		} else {
			here = append(here, f)
		}
	}
	return everywhere, here
}
