export { PETROL, type Brand } from './brand';
export { brandTokens, tokensFor } from './brand-tokens';
export { contrastFindings, contrastOf, type ContrastFinding } from './contrast';
export { brandColors, type BrandColors, type Scheme } from './brand-colors';
