import { render } from 'preact';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import { App } from './App';

const root = document.getElementById('app');
// A task of its own: reading the program and drawing the page would be one long one.
if (root) setTimeout(() => render(<App />, root));
