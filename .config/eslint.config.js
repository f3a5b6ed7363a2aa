import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['dist/', 'node_modules/', 'data/', 'src/**/web/**'] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['.config/*.js', 'test/support/*.mjs'] },
        tsconfigRootDir: new URL('..', import.meta.url).pathname,
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    files: ['src/cli/**', 'src/handoff/reference-receiver.mjs', 'test/bench/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: [
      '*.js',
      '.config/**',
      'src/handoff/reference-receiver.mjs',
      'test/support/*.mjs',
      'test/support/*global*.ts',
      'test/support/*reporter*.ts',
    ],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    files: [
      '*.js',
      '.config/**',
      'test/support/*.mjs',
      'test/support/*global*.ts',
      'test/support/*reporter*.ts',
    ],
    rules: { 'no-restricted-exports': 'off' },
  },
);
