package access

import (
	"context"

	"dateline/model"
)

// Find implements model.Finder.
func (l *Library) Find(ctx context.Context, q model.Query, w model.Window) (model.Page, error) {
	return l.reading(ctx).Find(ctx, q, w)
}

// Count implements model.Finder.
func (l *Library) Count(ctx context.Context, q model.Query) (model.Tally, error) {
	return l.reading(ctx).Count(ctx, q)
}

// CountSources implements model.Finder.
func (l *Library) CountSources(ctx context.Context, q model.Query) (int, error) {
	return l.reading(ctx).CountSources(ctx, q)
}

// Histogram implements model.Finder.
func (l *Library) Histogram(ctx context.Context, q model.Query, unit model.Unit, span model.Span) ([]model.Bucket, error) {
	return l.reading(ctx).Histogram(ctx, q, unit, span)
}

// Article implements model.Finder.
func (l *Library) Article(ctx context.Context, id model.ID) (model.Article, error) {
	return l.reading(ctx).Article(ctx, id)
}

// Sources implements model.Finder.
func (l *Library) Sources(ctx context.Context) ([]model.Source, error) {
	return l.reading(ctx).Sources(ctx)
}

// Tags implements model.Finder.
func (l *Library) Tags(ctx context.Context) ([]model.TagCount, error) {
	return l.reading(ctx).Tags(ctx)
}

// Empty implements model.Finder.
func (l *Library) Empty(ctx context.Context) (bool, error) { return l.reading(ctx).Empty(ctx) }

// Changes implements model.StateStore.
func (l *Library) Changes(ctx context.Context, since int64, limit int) ([]model.Change, int64, error) {
	return l.reading(ctx).Changes(ctx, since, limit)
}

// Record implements model.RecordStore.
func (l *Library) Record(ctx context.Context, id model.ID) (model.Record, error) {
	return l.reading(ctx).Record(ctx, id)
}

// Revisions implements model.RevisionStore.
func (l *Library) Revisions(ctx context.Context, id model.ID) ([]model.Revision, error) {
	return l.reading(ctx).Revisions(ctx, id)
}

// Views implements model.ViewStore.
func (l *Library) Views(ctx context.Context) ([]model.View, error) {
	return l.reading(ctx).Views(ctx)
}

// Rules implements model.RuleStore.
func (l *Library) Rules(ctx context.Context) ([]model.Rule, error) {
	return l.reading(ctx).Rules(ctx)
}

// Settings implements model.SettingStore.
func (l *Library) Settings(ctx context.Context) (map[string]string, error) {
	return l.reading(ctx).Settings(ctx)
}

// Subscriptions implements model.SubscriptionLister.
func (l *Library) Subscriptions(ctx context.Context) ([]model.Subscription, error) {
	return l.reading(ctx).Subscriptions(ctx)
}
