export { deviceInWords } from './account/device-words';
export { AccountDialogs } from './account/account-dialogs';
export {
  type AppSetUp,
  type PasskeyRow,
  type ProofMethod,
  type ProofQuestion,
  type SecondFactorState,
} from './account/account-words';
export { NewsList } from './account/news-list';
export { type NewsPreference, type NewsPreferenceChange, NewsPreferences } from './account/news-preferences';
export { PasskeysPanel } from './account/passkeys-panel';
export { ProofForm } from './account/proof-form';
export { SecondFactorPanel } from './account/second-factor-panel';
export { type CreditPoint, type Runway } from './chart/runway';
export { RunwayChart } from './chart/runway-chart';
export { type ChartSeries } from './chart/series';
export { SeriesChart } from './chart/series-chart';
export { type ConfirmQuestion } from './dialog/confirm-question';
export { Confirmations } from './dialog/confirmations';
export { saveAs } from './file/save-as';
export { CopyButton } from './form/copy-button';
export { type Demand, DemandList } from './form/demand-list';
export { Field } from './form/field';
export { focusFirstError } from './form/focus-first-error';
export { type Segment, Segments } from './form/segments';
export { BrandMark } from './icon/brand-mark';
export { Icon } from './icon/icon';
export { type IconName } from './icon/icons';
export { MoneyPipe, RatePipe } from './money/money.pipe';
export { countInWords, moneyInWords, roundMoneyInWords } from './money/words';
export { Banner } from './page/banner';
export { EmptyState } from './page/empty-state';
export { Failure, type FailureWords } from './page/failure';
export { lastKnown } from './page/last-known';
export { PageHeader } from './page/page-header';
export { type PageTab, PageTabs } from './page/page-tabs';
export { PageTrail, type TrailStep } from './page/page-trail';
export { Panel } from './page/panel';
export { Timeline, type TimelineEntry } from './page/timeline';
export { type Command, type CommandSource } from './palette/command';
export { Palette } from './palette/palette';
export { ConsoleShell } from './shell/console-shell';
export { type Credit, CreditControl } from './shell/credit-control';
export { type Person, type Place } from './shell/place';
export { NewsButton, type NewsEntry } from './shell/news-button';
export { EndingStrip } from './shell/ending-strip';
export { PortalShell } from './shell/portal-shell';
export { PublicShell } from './shell/public-shell';
export { CapitalisePipe } from './state/capitalise.pipe';
export { ServerStateLabel, type ServerStateName } from './state/server-state-label';
export { SeverityGlyph } from './state/severity-glyph';
export { Tag, type Tone } from './state/tag';
export { type AddressFilters, addressFilters } from './table/address-filters';
export { type Listed, Listing } from './table/listing';
export { Paginator } from './table/paginator';
export { SkeletonRows } from './table/skeleton-rows';
export { Theme, THEME_CHOICES, type ThemeChoice } from './theme/theme';
export { ThemeSwitch } from './theme/theme-switch';
export { Age } from './time/age';
export { Moment } from './time/moment';
export { Now } from './time/now';
export { repeatEvery } from './time/repeat';
export * from './time/words';
export { ToastOutlet } from './toast/toast-outlet';
export { type Toast, Toasts } from './toast/toasts';
export { type Manner, Viewer } from './viewer/viewer';
