package page

import "dateline/model"

func (r *reading) entries() []*model.Article { return nil }
